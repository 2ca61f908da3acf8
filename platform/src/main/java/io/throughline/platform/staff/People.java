package io.throughline.platform.staff;

import io.throughline.engine.By;
import io.throughline.engine.Rights;
import io.throughline.platform.access.ApiProblem;
import io.throughline.platform.access.SignedIn;
import io.throughline.platform.cases.Workflows;
import io.throughline.workflow.Nearest;
import io.throughline.workflow.Step;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/// Who works here, and with which rights. Rights are looked up here at every act and never taken from a request; who is
/// not known may nothing.
@Component
class People implements Actors, Colleagues {
    private final PersonStore store;
    private final BreakGlass glass;
    private final Workflows workflows;
    private final InstantSource clock;
    private final TransactionTemplate transactions;

    People(
            PersonStore store,
            BreakGlass glass,
            Workflows workflows,
            InstantSource clock,
            PlatformTransactionManager transactions) {
        this.store = store;
        this.glass = glass;
        this.workflows = workflows;
        this.clock = clock;
        this.transactions = new TransactionTemplate(transactions);
    }

    /// What became of a list of people.
    ///
    /// @param warnings rights that no workflow in force asks for
    record Kept(int people, int added, int changed, int removed, List<String> warnings) {}

    List<Person> all() {
        return store.all();
    }

    @Override
    public List<String> roles() {
        return Role.words();
    }

    @Override
    public By acting(@Nullable String header) {
        var id = named(header);
        return find(id).map(Colleague::by)
                .orElseThrow(() -> new ApiProblem(
                        HttpStatus.FORBIDDEN,
                        "actor.unknown",
                        "\"" + id + "\" is not among the people of the house, and so may do nothing. An administrator"
                                + " adds people: throughline people import FILE."));
    }

    @Override
    public Optional<Colleague> find(String id) {
        return store.find(id).map(this::colleague);
    }

    @Override
    public List<Colleague> colleagues() {
        var emergencies = glass.holders();
        return store.all().stream()
                .map(person -> {
                    var until = emergencies.get(person.id());
                    return until == null ? person.colleague() : person.inEmergency(until);
                })
                .toList();
    }

    private Colleague colleague(Person person) {
        return glass.until(person.id()).map(person::inEmergency).orElseGet(person::colleague);
    }

    private static String named(@Nullable String header) {
        var id = header == null ? "" : header.strip();
        var signedIn = SignedIn.now();
        if (signedIn.isPresent()) {
            var me = signedIn.get().person();
            if (!id.isEmpty() && !id.equals(me)) {
                throw new ApiProblem(
                        HttpStatus.FORBIDDEN,
                        "actor.other",
                        "You signed in as " + me + " and cannot act as " + id + ".");
            }
            return me;
        }
        if (id.isEmpty()) {
            throw new ApiProblem(
                    HttpStatus.FORBIDDEN, "actor.missing", "Say who acts in the header " + HEADER + ": a person's id.");
        }
        return id;
    }

    /// Makes these the people of the house. Who is not among them may nothing from then on.
    ///
    /// @param header who does it: an administrator, or in an empty house the first one
    Kept keep(List<Person> people, @Nullable String header) {
        var actor = named(header);
        return java.util.Objects.requireNonNull(transactions.execute(_ -> {
            store.lock();
            var before = byId(store.all());
            var after = byId(people);
            check(actor, before, after);
            return replace(actor, before, after);
        }));
    }

    private static Map<String, Person> byId(List<Person> people) {
        return people.stream()
                .collect(Collectors.toMap(Person::id, Function.identity(), (one, _) -> one, TreeMap::new));
    }

    private static void check(String actor, Map<String, Person> before, Map<String, Person> after) {
        if (after.values().stream().noneMatch(person -> person.role() == Role.ADMINISTRATOR)) {
            throw new ApiProblem(
                    HttpStatus.UNPROCESSABLE_CONTENT,
                    "people.no-administrator",
                    "Nobody among them is an administrator; nobody could change anything after that.");
        }
        var me = before.isEmpty() ? after.get(actor) : before.get(actor);
        if (me == null || me.role() != Role.ADMINISTRATOR) {
            throw new ApiProblem(
                    HttpStatus.FORBIDDEN, "people.administrator-only", "Only an administrator says who is who.");
        }
        if (!me.equals(after.get(actor))) {
            throw new ApiProblem(
                    HttpStatus.FORBIDDEN,
                    "people.own-rights",
                    "Nobody changes their own entry; another administrator has to.");
        }
    }

    private Kept replace(String actor, Map<String, Person> before, Map<String, Person> after) {
        var now = clock.instant();
        int added = 0;
        int changed = 0;
        for (var person : after.values()) {
            var known = before.get(person.id());
            if (!person.equals(known)) {
                store.put(person);
                store.changed(now, actor, person.id(), known, person);
                added += known == null ? 1 : 0;
                changed += known == null ? 0 : 1;
            }
        }
        int removed = 0;
        for (var person : before.values()) {
            if (!after.containsKey(person.id())) {
                store.remove(person.id());
                store.changed(now, actor, person.id(), person, null);
                removed++;
            }
        }
        return new Kept(after.size(), added, changed, removed, unasked(after));
    }

    private List<String> unasked(Map<String, Person> people) {
        var asked = asked();
        var warnings = new ArrayList<String>();
        for (var person : people.values()) {
            for (var right : new TreeSet<>(person.own().keySet())) {
                if (!asked.contains(right)) {
                    warnings.add("no workflow asks for the right \"" + right + "\" of " + person.id()
                            + Nearest.to(right, asked)
                                    .map(near -> "; did you mean \"" + near + "\"?")
                                    .orElse(""));
                }
            }
        }
        return warnings;
    }

    private Set<String> asked() {
        var asked = new TreeSet<>(Rights.OF_THE_HOUSE);
        for (var name : workflows.names()) {
            var definition = workflows.current(name);
            definition.authorities().values().forEach(authority -> asked.add(authority.right()));
            for (var step : definition.steps().values()) {
                switch (step) {
                    case Step.Check check -> asked.addAll(check.assignment().rights());
                    case Step.Assign assign -> asked.addAll(assign.assignment().rights());
                    default -> {
                        // asks for none of its own
                    }
                }
            }
        }
        return asked;
    }
}
