package io.throughline.policy.pack;

import com.google.common.collect.ImmutableList;
import com.google.re2j.PatternSyntaxException;
import dev.cel.common.ast.CelExpr;
import dev.cel.common.types.CelType;
import dev.cel.common.types.ListType;
import dev.cel.common.types.SimpleType;
import io.throughline.policy.pack.Term.Constant;
import io.throughline.policy.pack.Term.Test;
import io.throughline.policy.pack.Term.Whole;
import io.throughline.policy.pack.TermCompiler.Untranslated;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/// Operators and functions of CEL as terms: those that packs use, on the types on which they need no conversion.
final class Operators {
    private static final Pattern DURATION = Pattern.compile("(\\d{1,9})([hms])");
    private final TermCompiler compiler;

    Operators(TermCompiler compiler) {
        this.compiler = compiler;
    }

    Term call(CelExpr expression) throws Untranslated {
        var call = expression.call();
        var arguments = new ImmutableList.Builder<CelExpr>();
        call.target().ifPresent(arguments::add);
        var all = arguments.addAll(call.args()).build();
        return switch (call.function()) {
            case "_&&_" -> and(all);
            case "_||_" -> or(all);
            case "!_" -> not(compiler.term(all.getFirst()));
            case "_?_:_" -> choice(all);
            case "_==_" -> equal(all, true);
            case "_!=_" -> equal(all, false);
            case "_<_" -> order(all, sign -> sign < 0);
            case "_<=_" -> order(all, sign -> sign <= 0);
            case "_>_" -> order(all, sign -> sign > 0);
            case "_>=_" -> order(all, sign -> sign >= 0);
            case "@in" -> in(all);
            case "_+_" -> sum(all);
            case "_-_" -> difference(all);
            case "_*_" -> product(all);
            case "size" -> size(all);
            case "startsWith", "endsWith", "contains" -> part(call.function(), all);
            case "duration" -> duration(compiler.term(all.getFirst()));
            case "double" -> fromWhole(all);
            default -> function(call.function(), all);
        };
    }

    private interface Sign {
        boolean fits(int sign);
    }

    /// False if either is, even when the other cannot be told.
    private Test and(List<CelExpr> arguments) throws Untranslated {
        var left = compiler.term(arguments.get(0));
        var right = compiler.term(arguments.get(1));
        return view -> {
            boolean is;
            try {
                is = left.holds(view);
            } catch (RuntimeException unknown) {
                if (!right.holds(view)) {
                    return false;
                }
                throw unknown;
            }
            return is && right.holds(view);
        };
    }

    private Test or(List<CelExpr> arguments) throws Untranslated {
        var left = compiler.term(arguments.get(0));
        var right = compiler.term(arguments.get(1));
        return view -> {
            boolean is;
            try {
                is = left.holds(view);
            } catch (RuntimeException unknown) {
                if (right.holds(view)) {
                    return true;
                }
                throw unknown;
            }
            return is || right.holds(view);
        };
    }

    private static Test not(Term term) {
        return view -> !term.holds(view);
    }

    private Term choice(List<CelExpr> arguments) throws Untranslated {
        var condition = compiler.term(arguments.get(0));
        var one = compiler.term(arguments.get(1));
        var other = compiler.term(arguments.get(2));
        return view -> condition.holds(view) ? one.value(view) : other.value(view);
    }

    private Test equal(List<CelExpr> arguments, boolean wanted) throws Untranslated {
        var type = same(arguments);
        var one = compiler.term(arguments.get(0));
        var other = compiler.term(arguments.get(1));
        if (type.equals(SimpleType.INT)) {
            return view -> (one.whole(view) == other.whole(view)) == wanted;
        }
        if (type.equals(SimpleType.DOUBLE)) {
            return view -> ((double) one.value(view) == (double) other.value(view)) == wanted;
        }
        if (type.equals(SimpleType.STRING) && other instanceof Constant(var text)) {
            return view -> text.equals(one.value(view)) == wanted;
        }
        if (Set.of(SimpleType.STRING, SimpleType.BOOL, SimpleType.TIMESTAMP, SimpleType.DURATION)
                .contains(type)) {
            return view -> one.value(view).equals(other.value(view)) == wanted;
        }
        throw new Untranslated("== of " + type.name());
    }

    private Test order(List<CelExpr> arguments, Sign sign) throws Untranslated {
        var type = same(arguments);
        var one = compiler.term(arguments.get(0));
        var other = compiler.term(arguments.get(1));
        if (type.equals(SimpleType.INT)) {
            return view -> sign.fits(Long.compare(one.whole(view), other.whole(view)));
        }
        if (type.equals(SimpleType.TIMESTAMP)) {
            return view -> sign.fits(((Instant) one.value(view)).compareTo((Instant) other.value(view)));
        }
        if (type.equals(SimpleType.DURATION)) {
            return view -> sign.fits(((Duration) one.value(view)).compareTo((Duration) other.value(view)));
        }
        if (type.equals(SimpleType.DOUBLE)) {
            return view -> compare((double) one.value(view), (double) other.value(view), sign);
        }
        throw new Untranslated("order of " + type.name());
    }

    /// Nothing is less or more than what is not a number, and both zeros are one.
    private static boolean compare(double one, double other, Sign sign) {
        return one < other ? sign.fits(-1) : one > other ? sign.fits(1) : one == other && sign.fits(0);
    }

    private CelType same(List<CelExpr> arguments) throws Untranslated {
        var type = compiler.type(arguments.get(0));
        if (!type.equals(compiler.type(arguments.get(1)))) {
            throw new Untranslated("two types");
        }
        return type;
    }

    private Test in(List<CelExpr> arguments) throws Untranslated {
        var text = compiler.type(arguments.get(0));
        if (!text.equals(SimpleType.STRING)
                || !compiler.type(arguments.get(1)).equals(ListType.create(SimpleType.STRING))) {
            throw new Untranslated("in");
        }
        var item = compiler.term(arguments.get(0));
        var list = compiler.term(arguments.get(1));
        if (list instanceof Constant(var items)) {
            var set = Set.copyOf((List<?>) items);
            return view -> set.contains(item.value(view));
        }
        return view -> {
            var sought = item.value(view);
            return ((List<?>) list.value(view)).contains(sought);
        };
    }

    private Term sum(List<CelExpr> arguments) throws Untranslated {
        var type = same(arguments);
        var one = compiler.term(arguments.get(0));
        var other = compiler.term(arguments.get(1));
        if (type.equals(SimpleType.INT)) {
            return (Whole) view -> Math.addExact(one.whole(view), other.whole(view));
        }
        if (type.equals(SimpleType.DOUBLE)) {
            return view -> (double) one.value(view) + (double) other.value(view);
        }
        if (type.equals(SimpleType.STRING)) {
            return view -> ((String) one.value(view)).concat((String) other.value(view));
        }
        if (type instanceof ListType) {
            return view -> joined((List<?>) one.value(view), (List<?>) other.value(view));
        }
        throw new Untranslated("+ of " + type.name());
    }

    private static List<?> joined(List<?> one, List<?> other) {
        if (one.isEmpty() || other.isEmpty()) {
            return one.isEmpty() ? other : one;
        }
        var joined = new ArrayList<Object>(one);
        joined.addAll(other);
        return joined;
    }

    private Term difference(List<CelExpr> arguments) throws Untranslated {
        var type = same(arguments);
        var one = compiler.term(arguments.get(0));
        var other = compiler.term(arguments.get(1));
        if (type.equals(SimpleType.INT)) {
            return (Whole) view -> Math.subtractExact(one.whole(view), other.whole(view));
        }
        if (type.equals(SimpleType.DOUBLE)) {
            return view -> (double) one.value(view) - (double) other.value(view);
        }
        if (type.equals(SimpleType.TIMESTAMP)) {
            return view -> Duration.between((Instant) other.value(view), (Instant) one.value(view));
        }
        throw new Untranslated("- of " + type.name());
    }

    private Term product(List<CelExpr> arguments) throws Untranslated {
        var type = same(arguments);
        var one = compiler.term(arguments.get(0));
        var other = compiler.term(arguments.get(1));
        if (type.equals(SimpleType.INT)) {
            return (Whole) view -> Math.multiplyExact(one.whole(view), other.whole(view));
        }
        if (type.equals(SimpleType.DOUBLE)) {
            return view -> (double) one.value(view) * (double) other.value(view);
        }
        throw new Untranslated("* of " + type.name());
    }

    private Whole size(List<CelExpr> arguments) throws Untranslated {
        if (!(compiler.type(arguments.getFirst()) instanceof ListType)) {
            throw new Untranslated("size");
        }
        var list = compiler.term(arguments.getFirst());
        return view -> ((List<?>) list.value(view)).size();
    }

    private Test part(String function, List<CelExpr> arguments) throws Untranslated {
        var whole = compiler.term(arguments.get(0));
        var part = compiler.term(arguments.get(1));
        return switch (function) {
            case "startsWith" -> view -> ((String) whole.value(view)).startsWith((String) part.value(view));
            case "endsWith" -> view -> ((String) whole.value(view)).endsWith((String) part.value(view));
            default -> view -> ((String) whole.value(view)).contains((String) part.value(view));
        };
    }

    private static Constant duration(Term text) throws Untranslated {
        var written = text instanceof Constant(var value) ? DURATION.matcher(String.valueOf(value)) : null;
        if (written == null || !written.matches()) {
            throw new Untranslated("duration");
        }
        long count = Long.parseLong(written.group(1));
        return new Constant(
                switch (written.group(2)) {
                    case "h" -> Duration.ofHours(count);
                    case "m" -> Duration.ofMinutes(count);
                    default -> Duration.ofSeconds(count);
                });
    }

    private Term fromWhole(List<CelExpr> arguments) throws Untranslated {
        if (!compiler.type(arguments.getFirst()).equals(SimpleType.INT)) {
            throw new Untranslated("double");
        }
        var whole = compiler.term(arguments.getFirst());
        return view -> (double) whole.whole(view);
    }

    private Term function(String name, List<CelExpr> arguments) throws Untranslated {
        var function = PolicyCel.FUNCTIONS.stream()
                .filter(one -> one.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new Untranslated(name));
        var terms = new ArrayList<Term>();
        for (var argument : arguments) {
            terms.add(compiler.term(argument));
        }
        if (name.equals("like") && terms.get(1) instanceof Constant(var expression)) {
            return like(terms.getFirst(), (String) expression);
        }
        var parts = terms.toArray(Term[]::new);
        var body = function.body();
        if (terms.stream().allMatch(Constant.class::isInstance)) {
            return once(parts, body);
        }
        return view -> body.apply(values(parts, view));
    }

    private static Test like(Term text, String expression) throws Untranslated {
        try {
            var likeness = new Likeness(expression);
            return view -> likeness.of((String) text.value(view));
        } catch (PatternSyntaxException e) {
            throw new Untranslated("like");
        }
    }

    /// The value of a function of constants, unless it has none: then the condition must say so when it is asked.
    private static Term once(Term[] parts, PolicyCel.Body body) {
        var arguments = new Object[parts.length];
        for (int i = 0; i < parts.length; i++) {
            arguments[i] = ((Constant) parts[i]).value();
        }
        try {
            return new Constant(body.apply(arguments));
        } catch (RuntimeException e) {
            return _ -> body.apply(arguments);
        }
    }

    private static Object[] values(Term[] parts, Situated view) {
        var values = new Object[parts.length];
        for (int i = 0; i < parts.length; i++) {
            values[i] = parts[i].value(view);
        }
        return values;
    }
}
