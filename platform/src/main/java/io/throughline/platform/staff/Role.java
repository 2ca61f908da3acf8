package io.throughline.platform.staff;

import io.throughline.engine.By;
import io.throughline.engine.Rights;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/// What somebody does in the house, and the rights that come with it. Rights that have a limit, such as to approve a
/// settlement, are given to a person and not to a role.
enum Role {
    /// Works on cases.
    AGENT(By.Actor.AGENT, Set.of()),
    /// Works on cases, gives work to others, puts a case back on its path and says what a doubtful reply means.
    SENIOR_AGENT(By.Actor.AGENT, Set.of(Rights.REASSIGN, Rights.RESUME, Rights.REPLIES)),
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
                    Rights.REPLIES)),
    /// Decides what waits for approval, by the rights of the person, and works on no case.
    APPROVER(By.Actor.OPERATIONS, Set.of()),
    /// Says who is who; has no right over a case.
    ADMINISTRATOR(By.Actor.OPERATIONS, Set.of());

    private final By.Actor actor;
    private final Set<String> rights;

    Role(By.Actor actor, Set<String> rights) {
        this.actor = actor;
        this.rights = rights;
    }

    By.Actor actor() {
        return actor;
    }

    Set<String> rights() {
        return rights;
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
