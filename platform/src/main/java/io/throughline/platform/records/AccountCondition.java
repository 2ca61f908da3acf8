package io.throughline.platform.records;

import dev.cel.bundle.Cel;
import dev.cel.bundle.CelFactory;
import dev.cel.common.CelOptions;
import dev.cel.common.CelValidationException;
import dev.cel.common.types.CelType;
import dev.cel.common.types.SimpleType;
import dev.cel.parser.CelStandardMacro;
import dev.cel.runtime.CelEvaluationException;
import dev.cel.runtime.CelRuntime;
import io.throughline.platform.records.Portfolio.Account;
import io.throughline.platform.records.Portfolio.Customer;
import io.throughline.workflow.Nearest;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.Currency;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;

/// Which accounts to take: a CEL condition over `account.*` and `customer.*` (docs/portfolio.md), type-checked.
final class AccountCondition {
    private static final Map<String, CelType> NAMES = names();
    private static final Cel CEL = cel();
    private static final Pattern NAME = Pattern.compile("\\b[A-Za-z_]\\w*(?:\\.[A-Za-z_]\\w*)+\\b");
    private static final Pattern LITERAL = Pattern.compile("\"[^\"]*\"|'[^']*'");
    private final CelRuntime.Program program;
    private final LocalDate today;

    private AccountCondition(CelRuntime.Program program, LocalDate today) {
        this.program = program;
        this.today = today;
    }

    /// @throws BadCondition if it is not a condition over the known names
    static AccountCondition of(String source, LocalDate today) {
        try {
            return new AccountCondition(CEL.createProgram(CEL.compile(source).getAst()), today);
        } catch (CelValidationException e) {
            throw new BadCondition(source, explain(source, e));
        } catch (CelEvaluationException e) {
            throw new BadCondition(source, Objects.toString(e.getMessage()));
        }
    }

    boolean holds(Account account, Customer customer) {
        try {
            return (Boolean) program.eval(values(account, customer));
        } catch (CelEvaluationException e) {
            throw new BadCondition("", "it cannot be decided for account " + account.id() + ": " + e.getMessage());
        }
    }

    private Map<String, Object> values(Account account, Customer customer) {
        var values = new LinkedHashMap<String, Object>();
        values.put("account.id", account.id());
        values.put("account.customerId", account.customerId());
        values.put("account.creditor", account.creditor());
        values.put("account.originalCreditor", Objects.requireNonNullElse(account.originalCreditor(), ""));
        values.put("account.currency", account.currency());
        values.put("account.balance", balance(account));
        values.put("account.balanceMinor", account.balanceMinor());
        values.put("account.dueDate", account.dueDate().toString());
        values.put("account.daysPastDue", Math.max(0, ChronoUnit.DAYS.between(account.dueDate(), today)));
        values.put("account.brokenPromises", (long) account.brokenPromises());
        values.put("account.product", account.product());
        values.put("customer.id", customer.id());
        values.put("customer.postalCode", Objects.requireNonNullElse(customer.postalCode(), ""));
        values.put("customer.language", customer.language());
        values.put("customer.smsConsent", customer.smsConsent());
        values.put("customer.emailConsent", customer.emailConsent());
        values.put("customer.hasPhone", customer.phone() != null);
        values.put("customer.hasEmail", customer.email() != null);
        return values;
    }

    /// For comparing only; nothing is reckoned with it.
    private static double balance(Account account) {
        int digits = Currency.getInstance(account.currency()).getDefaultFractionDigits();
        return BigDecimal.valueOf(account.balanceMinor(), digits).doubleValue();
    }

    private static String explain(String source, CelValidationException fault) {
        var names = NAME.matcher(LITERAL.matcher(source).replaceAll("\"\""));
        while (names.find()) {
            String name = names.group();
            boolean isKnown =
                    NAMES.containsKey(name) || NAMES.keySet().stream().anyMatch(known -> name.startsWith(known + "."));
            if (!isKnown) {
                return "there is no \"" + name + "\""
                        + Nearest.to(name, NAMES.keySet())
                                .map(near -> "; did you mean " + near + "?")
                                .orElse("; known are " + String.join(", ", NAMES.keySet()));
            }
        }
        return Objects.toString(fault.getMessage());
    }

    private static Cel cel() {
        var builder = CelFactory.standardCelBuilder()
                .setOptions(CelOptions.current()
                        .enableHeterogeneousNumericComparisons(true)
                        .maxExpressionCodePointSize(4_000)
                        .maxParseRecursionDepth(50)
                        .comprehensionMaxIterations(1_000)
                        .build())
                .setStandardMacros(CelStandardMacro.HAS)
                .setResultType(SimpleType.BOOL);
        NAMES.forEach(builder::addVar);
        return builder.build();
    }

    private static Map<String, CelType> names() {
        var names = new LinkedHashMap<String, CelType>();
        names.put("account.id", SimpleType.STRING);
        names.put("account.customerId", SimpleType.STRING);
        names.put("account.creditor", SimpleType.STRING);
        names.put("account.originalCreditor", SimpleType.STRING);
        names.put("account.currency", SimpleType.STRING);
        names.put("account.balance", SimpleType.DOUBLE);
        names.put("account.balanceMinor", SimpleType.INT);
        names.put("account.dueDate", SimpleType.STRING);
        names.put("account.daysPastDue", SimpleType.INT);
        names.put("account.brokenPromises", SimpleType.INT);
        names.put("account.product", SimpleType.STRING);
        names.put("customer.id", SimpleType.STRING);
        names.put("customer.postalCode", SimpleType.STRING);
        names.put("customer.language", SimpleType.STRING);
        names.put("customer.smsConsent", SimpleType.BOOL);
        names.put("customer.emailConsent", SimpleType.BOOL);
        names.put("customer.hasPhone", SimpleType.BOOL);
        names.put("customer.hasEmail", SimpleType.BOOL);
        return names;
    }
}
