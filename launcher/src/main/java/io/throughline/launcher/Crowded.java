package io.throughline.launcher;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// A made-up house of any size: in fourteen of fifteen places agents, every tenth of them a senior one, and supervisors
/// in the others.
record Crowded(String list, List<String> everybody, Map<String, List<String>> teams) {
    static final String ADMINISTRATOR = "ada";
    static final String SUPERVISOR = "sue";

    static Crowded of(int people) {
        var list = new StringBuilder("""
                ada: { name: Ada Cole, role: administrator }
                sue: { name: Sue Park, role: supervisor }
                """);
        var everybody = new ArrayList<String>();
        var teams = new LinkedHashMap<String, List<String>>();
        for (int number = 1; number <= people; number++) {
            boolean leads = number % 15 == 0;
            var id = (leads ? "lead" : "agent") + number;
            everybody.add(id);
            list.append(id)
                    .append(
                            leads
                                    ? ": { name: Lead " + number
                                            + ", role: supervisor, rights: { settlement: { percent: 100 } } }\n"
                                    : ": { name: Agent " + number + ", role: "
                                            + (number % 10 == 0 ? "senior-agent" : "agent") + " }\n");
            teams.put(
                    id,
                    leads
                            ? List.of("team-leads", "supervisors", "duty-managers")
                            : List.of("collectors", "identity-team", "payments-team", "systems-desk"));
        }
        return new Crowded(list.toString(), List.copyOf(everybody), Map.copyOf(teams));
    }
}
