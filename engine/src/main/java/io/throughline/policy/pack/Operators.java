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
            case "_&&_", "_||_", "!_", "_?_:_" -> logic(call.function(), all);
            default -> folded(operation(call.function(), all), all);
        };
    }

    /// The term, or its value if all it depends on is known.
    private Term folded(Term term, List<CelExpr> arguments) throws Untranslated {
        for (var argument : arguments) {
            if (!(compiler.term(argument) instanceof Constant)) {
                return term;
            }
        }
        return term instanceof Constant ? term : compiler.known(term);
    }

    private Term logic(String function, List<CelExpr> all) throws Untranslated {
        return switch (function) {
            case "_&&_" -> and(all);
            case "_||_" -> or(all);
            case "!_" -> not(compiler.term(all.getFirst()));
            default -> choice(all);
        };
    }

    private Term operation(String function, List<CelExpr> all) throws Untranslated {
        return switch (function) {
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
            case "_[_]" -> item(all);
            case "size" -> size(all);
            case "startsWith", "endsWith", "contains" -> part(function, all);
            case "duration" -> duration(compiler.term(all.getFirst()));
            case "double" -> number(all);
            default -> function(function, all);
        };
    }

    private interface Sign {
        boolean fits(int sign);
    }

    /// False if either is, even when the other cannot be told.
    private Term and(List<CelExpr> arguments) throws Untranslated {
        var left = compiler.term(arguments.get(0));
        var right = compiler.term(arguments.get(1));
        if (left instanceof Constant(var known)) {
            return known.equals(true) ? right : left;
        }
        // what fails on the left must still be told, so a false on the right changes nothing
        if (right instanceof Constant(var known) && known.equals(true)) {
            return left;
        }
        return (Test) view -> {
            boolean is;
            try {
                is = left.holds(view);
            } catch (RuntimeException unknown) {
                return decided(right, view, false, unknown);
            }
            return is && right.holds(view);
        };
    }

    private Term or(List<CelExpr> arguments) throws Untranslated {
        var left = compiler.term(arguments.get(0));
        var right = compiler.term(arguments.get(1));
        if (left instanceof Constant(var known)) {
            return known.equals(true) ? left : right;
        }
        if (right instanceof Constant(var known) && known.equals(false)) {
            return left;
        }
        return (Test) view -> {
            boolean is;
            try {
                is = left.holds(view);
            } catch (RuntimeException unknown) {
                return decided(right, view, true, unknown);
            }
            return is || right.holds(view);
        };
    }

    /// The decisive answer if the right side gives it; else the left one stays unknown.
    private static boolean decided(Term right, Situated view, boolean decisive, RuntimeException unknown) {
        try {
            if (right.holds(view) == decisive) {
                return decisive;
            }
        } catch (RuntimeException _) {
            throw unknown;
        }
        throw unknown;
    }

    private static Term not(Term term) {
        if (term instanceof Constant(var known)) {
            return new Constant(!(boolean) known);
        }
        return (Test) view -> !term.holds(view);
    }

    private Term choice(List<CelExpr> arguments) throws Untranslated {
        var condition = compiler.term(arguments.get(0));
        var one = compiler.term(arguments.get(1));
        var other = compiler.term(arguments.get(2));
        if (condition instanceof Constant(var known)) {
            return known.equals(true) ? one : other;
        }
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
        var type = compiler.type(arguments.get(0));
        if (!(type.equals(SimpleType.STRING) || type.equals(SimpleType.INT))
                || !compiler.type(arguments.get(1)).equals(ListType.create(type))) {
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

    private Term item(List<CelExpr> arguments) throws Untranslated {
        if (!(compiler.type(arguments.get(0)) instanceof ListType)
                || !compiler.type(arguments.get(1)).equals(SimpleType.INT)) {
            throw new Untranslated("[]");
        }
        var list = compiler.term(arguments.get(0));
        var index = compiler.term(arguments.get(1));
        return view -> ((List<?>) list.value(view)).get(Math.toIntExact(index.whole(view)));
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

    private Term number(List<CelExpr> arguments) throws Untranslated {
        var type = compiler.type(arguments.getFirst());
        var from = compiler.term(arguments.getFirst());
        if (type.equals(SimpleType.INT)) {
            return view -> (double) from.whole(view);
        }
        if (type.equals(SimpleType.STRING)) {
            return view -> Double.parseDouble((String) from.value(view));
        }
        throw new Untranslated("double");
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

    private static Object[] values(Term[] parts, Situated view) {
        var values = new Object[parts.length];
        for (int i = 0; i < parts.length; i++) {
            values[i] = parts[i].value(view);
        }
        return values;
    }
}
