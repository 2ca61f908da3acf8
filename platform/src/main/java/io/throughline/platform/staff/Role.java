package io.throughline.platform.staff;

import io.throughline.engine.By;
import io.throughline.engine.Rights;
import io.throughline.platform.access.Door;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/// What somebody does in the house, and the rights that come with it. Rights that have a limit, such as to approve a
/// settlement, are given to a person and not to a role.
enum Role {
    /// Works on cases.
    AGENT(By.Actor.AGENT, Set.of(), Door.DESK, Door.REPLIES),
    /// Works on cases, gives work to others, puts a case back on its path and says what a doubtful reply means.
    SENIOR_AGENT(By.Actor.AGENT, Set.of(Rights.REASSIGN, Rights.RESUME, Rights.REPLIES), Door.DESK, Door.REPLIES),
    /// May leave the path, with a reason, and looks after campaigns.
    SUPERVISOR(
            By.Actor.SUPERVISOR,
            Set.of(
                    Rights.OVERRIDE,
                    Rights.CORRECT,
                    Rights.REOPEN,
                    Rights.REASSIGN,
                    Rights.RESUME,
                    Rights.CAMPAIGN,
                    Rights.REPLIES,
                    Rights.BREAK_GLASS),
            Door.DESK,
            Door.REPLIES,
            Door.CASES,
            Door.ACTS,
            Door.FIGURES,
            Door.CAMPAIGNS_SEEN,
            Door.CAMPAIGNS,
            Door.PEOPLE_SEEN,
            Door.BREAK_GLASS),
    /// Looks at how cases were worked on.
    QUALITY(By.Actor.OPERATIONS, Set.of(), Door.CASES, Door.FIGURES, Door.KNOWLEDGE),
    /// Writes workflows; who approves and publishes them is told by name.
    DESIGNER(
            By.Actor.OPERATIONS,
            Set.of(Rights.DRAFT_VERSION),
            Door.VERSIONS_SEEN,
            Door.VERSIONS,
            Door.FIGURES,
            Door.KNOWLEDGE),
    /// Decides what waits for approval, by the rights of the person, and works on no case.
    APPROVER(By.Actor.OPERATIONS, Set.of(), Door.DESK, Door.ACTS, Door.VERSIONS_SEEN, Door.VERSIONS),
    /// Sees everything and changes nothing, save that they close what others did in an emergency.
    AUDITOR(
            By.Actor.OPERATIONS,
            Set.of(),
            Door.CASES,
            Door.FIGURES,
            Door.CAMPAIGNS_SEEN,
            Door.VERSIONS_SEEN,
            Door.AUDIT,
            Door.PEOPLE_SEEN,
            Door.BREAK_GLASS),
    /// Says who is who; has no right over a case.
    ADMINISTRATOR(
            By.Actor.OPERATIONS,
            Set.of(Rights.BREAK_GLASS),
            Door.PEOPLE_SEEN,
            Door.PEOPLE,
            Door.BREAK_GLASS,
            Door.FIGURES,
            Door.KNOWLEDGE);

    private final By.Actor actor;
    private final Set<String> rights;
    private final Set<Door> doors;

    Role(By.Actor actor, Set<String> rights, Door... doors) {
        this.actor = actor;
        this.rights = rights;
        var all = EnumSet.of(Door.SELF, doors);
        this.doors = Set.copyOf(all);
    }

    By.Actor actor() {
        return actor;
    }

    Set<String> rights() {
        return rights;
    }

    /// What a session of theirs opens.
    Set<Door> doors() {
        return doors;
    }

    /// As files write it: `senior-agent`.
    String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    static List<String> words() {
        return Arrays.stream(values()).map(Role::word).toList();
    }

    static Optional<Role> of(String word) {
        return Arrays.stream(values()).filter(role -> role.word().equals(word)).findFirst();
    }
}
