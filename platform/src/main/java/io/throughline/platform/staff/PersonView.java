package io.throughline.platform.staff;

import io.throughline.engine.Rights;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// A person as answers and the record of changes have them.
///
/// @param rights all they hold, with their limits: `{upTo: {minor, currency}, percent}`, empty: any
record PersonView(String id, String name, String role, Map<String, Map<String, Object>> rights, List<String> skills) {
    static PersonView of(Person person) {
        return new PersonView(
                person.id(),
                person.name(),
                person.role().word(),
                limits(person.rights().held()),
                person.skills().stream().sorted().toList());
    }

    static Map<String, Map<String, Object>> limits(Map<String, Rights.Limit> rights) {
        var limits = new TreeMap<String, Map<String, Object>>();
        rights.forEach((right, limit) -> {
            var written = new TreeMap<String, Object>();
            if (limit.upTo() != null) {
                written.put("upTo", limit.upTo().toFact());
            }
            if (limit.percent() != null) {
                written.put("percent", limit.percent());
            }
            limits.put(right, written);
        });
        return limits;
    }
}
