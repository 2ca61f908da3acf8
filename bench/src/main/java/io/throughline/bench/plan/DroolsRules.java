package io.throughline.bench.plan;

import io.throughline.bench.plan.Facts.Clock;
import io.throughline.bench.plan.Facts.Debt;
import io.throughline.bench.plan.Facts.Finding;
import io.throughline.bench.plan.Facts.Now;
import io.throughline.policy.place.Location;
import io.throughline.policy.place.Places;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import org.drools.model.codegen.ExecutableModelProject;
import org.kie.api.KieBase;
import org.kie.api.KieServices;
import org.kie.api.builder.Message;
import org.kie.api.runtime.ClassObjectFilter;

/// Regulation F in Drools: `regulation-f.drl` as an executable model, asked in a session of its own for each contact.
public final class DroolsRules {
    private static final String FILE = "plan/regulation-f.drl";
    private final KieBase rules;

    /// @throws IllegalStateException if the rules do not hold together
    public DroolsRules() {
        var services = KieServices.Factory.get();
        var files = services.newKieFileSystem();
        files.write(
                services.getResources().newClassPathResource(FILE, getClass().getClassLoader()));
        var builder = services.newKieBuilder(files).buildAll(ExecutableModelProject.class);
        if (builder.getResults().hasMessages(Message.Level.ERROR)) {
            throw new IllegalStateException(builder.getResults().getMessages().toString());
        }
        this.rules = services.newKieContainer(services.getRepository().getDefaultReleaseId())
                .getKieBase();
    }

    /// The facts of one planned contact, ready to be inserted.
    public static List<Object> facts(Generated one, Facts.Ask ask, Instant now) {
        var facts = new ArrayList<Object>();
        var place = one.place();
        var zones = new Location(null, "US", place.zip(), List.of(place.areaCode())).zones(Places.tables());
        facts.add(ask);
        facts.add(one.account());
        facts.add(new Now(now, !zones.isEmpty(), 18));
        for (var zone : zones.isEmpty() ? List.<ZoneId>of(ZoneOffset.UTC) : zones) {
            facts.add(Clock.of(zone, now));
        }
        one.debts().forEach(debt -> facts.add(new Debt(debt)));
        facts.addAll(one.history());
        facts.addAll(one.permissions());
        var rare = new Object[] {
            one.attorney(), one.cease(), one.validation(), one.dispute(), one.creditorRequest(), one.reassigned()
        };
        for (var fact : rare) {
            if (fact != null) {
                facts.add(fact);
            }
        }
        return facts;
    }

    /// What the rules find.
    public List<Finding> ask(List<Object> facts) {
        var session = rules.newKieSession();
        try {
            for (var fact : facts) {
                session.insert(fact);
            }
            session.fireAllRules();
            var found = new ArrayList<Finding>();
            for (var object : session.getObjects(new ClassObjectFilter(Finding.class))) {
                found.add((Finding) object);
            }
            return found;
        } finally {
            session.dispose();
        }
    }

    /// `allow`, `deny` or `require:` with the obligations, and every reason, in a form that can be compared.
    public static String verdict(List<Finding> findings) {
        var obligations = new TreeSet<String>();
        var reasons = new TreeSet<String>();
        boolean denies = false;
        for (var finding : findings) {
            denies |= finding.obligation().isEmpty();
            if (!finding.obligation().isEmpty()) {
                obligations.add(finding.obligation());
            }
            reasons.add(finding.reason());
        }
        return (denies ? "deny" : obligations.isEmpty() ? "allow" : "require " + obligations) + " because " + reasons;
    }
}
