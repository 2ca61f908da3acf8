package io.throughline.platform.cases;

import static io.throughline.platform.cases.ChangeCall.Type.BYTES;
import static io.throughline.platform.cases.ChangeCall.Type.INSTANT;
import static io.throughline.platform.cases.ChangeCall.Type.INTEGER;
import static io.throughline.platform.cases.ChangeCall.Type.LONG;
import static io.throughline.platform.cases.ChangeCall.Type.MICROS;
import static io.throughline.platform.cases.ChangeCall.Type.TEXT;
import static io.throughline.platform.cases.ChangeCall.Type.UUID;

import io.throughline.platform.cases.Change.Asked;
import io.throughline.platform.cases.Change.Written;
import io.throughline.platform.cases.ChangeCall.Argument;
import io.throughline.platform.cases.ChangeCall.Argument.Owners;
import io.throughline.platform.cases.ChangeCall.Argument.Value;
import io.throughline.platform.cases.ChangeCall.Argument.Values;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// What of a change goes where in the functions of the database. One change travels with plain arguments, many as
/// arrays without what most of them do not have.
final class ChangeCalls {
    static final ChangeCall<Change.Move> MOVE = new ChangeCall<>("cases.move", false, move());
    static final ChangeCall<Change.Move> MOVE_ALL = new ChangeCall<>("cases.move_all", true, moveAll());
    static final ChangeCall<Change.Opening> OPEN = new ChangeCall<>("cases.open", false, open());
    static final ChangeCall<Change.Opening> OPEN_ALL = new ChangeCall<>("cases.open_all", true, openAll());

    private ChangeCalls() {}

    private static List<Argument<Change.Move>> move() {
        var arguments = new ArrayList<Argument<Change.Move>>(movesBegin());
        arguments.add(new Value<>(TEXT, move -> Fate.of(move).kind()));
        arguments.add(new Value<>(TEXT, move -> Fate.of(move).key()));
        arguments.add(new Value<>(LONG, move -> Fate.of(move).fence()));
        arguments.add(new Value<>(INSTANT, move -> move.fate() instanceof EffectFate.Back back ? back.due() : null));
        arguments.add(new Value<>(INTEGER, move -> move.fate() instanceof EffectFate.Back back ? back.attempt() : 0));
        arguments.add(new Value<>(INSTANT, move -> move.written().after().since()));
        addOne(arguments);
        return List.copyOf(arguments);
    }

    private static List<Argument<Change.Move>> moveAll() {
        var arguments = new ArrayList<Argument<Change.Move>>(movesBegin());
        arguments.add(new Value<>(MICROS, move -> move.written().after().since()));
        addMany(arguments);
        arguments.add(new Owners<>(Fate::any));
        arguments.add(new Values<>(TEXT, Fate::any, Fate::kind));
        arguments.add(new Values<>(TEXT, Fate::any, Fate::key));
        arguments.add(new Values<>(LONG, Fate::any, Fate::fence));
        arguments.add(new Values<>(
                MICROS, Fate::any, fate -> fate.fate() instanceof EffectFate.Back back ? back.due() : null));
        arguments.add(new Values<>(
                INTEGER, Fate::any, fate -> fate.fate() instanceof EffectFate.Back back ? back.attempt() : 0));
        addEffects(arguments);
        return List.copyOf(arguments);
    }

    private static List<Argument<Change.Opening>> open() {
        var arguments = new ArrayList<Argument<Change.Opening>>(openingsBegin());
        addOne(arguments);
        return List.copyOf(arguments);
    }

    private static List<Argument<Change.Opening>> openAll() {
        var arguments = new ArrayList<Argument<Change.Opening>>(openingsBegin());
        addMany(arguments);
        addEffects(arguments);
        return List.copyOf(arguments);
    }

    private static List<Argument<Change.Move>> movesBegin() {
        return List.of(
                new Value<>(UUID, Change.Move::key),
                new Value<>(INTEGER, move -> move.before().seq()),
                new Value<>(BYTES, move -> move.before().head()),
                new Value<>(LONG, Change.Move::stamp));
    }

    private static List<Argument<Change.Opening>> openingsBegin() {
        return List.of(
                new Value<>(TEXT, Change.Opening::onceKey),
                new Value<>(UUID, Change.Opening::id),
                new Value<>(TEXT, opening -> opening.written().after().state().reference()),
                new Value<>(TEXT, opening -> opening.written().after().state().workflow()),
                new Value<>(TEXT, opening -> opening.written().after().state().version()));
    }

    private static <C extends Change<?>> void addOne(List<Argument<C>> arguments) {
        add(arguments, INTEGER, row -> row.after().events());
        addState(arguments, INSTANT);
        add(arguments, BYTES, row -> row.link() == null ? null : row.link().hash());
        arguments.add(new Owners<>(change -> change.written().effects()));
        addAsked(arguments);
        add(arguments, LONG, row -> row.lease() == null ? 0L : row.lease().fence());
        add(arguments, INSTANT, row -> row.lease() == null ? null : row.lease().until());
    }

    /// The number of the link and its hash follow in the database from the row and its new head.
    private static <C extends Change<?>> void addMany(List<Argument<C>> arguments) {
        addState(arguments, MICROS);
    }

    private static <C extends Change<?>> void addState(List<Argument<C>> arguments, ChangeCall.Type instant) {
        add(arguments, BYTES, row -> row.after().head());
        add(arguments, TEXT, Written::json);
        add(arguments, TEXT, row -> row.after().state().status().name());
        add(arguments, TEXT, row -> row.after().state().at());
        add(arguments, TEXT, row -> row.after().state().awaiting().name());
        add(arguments, TEXT, Written::queue);
        add(arguments, TEXT, row -> row.after().state().outcome());
        add(arguments, instant, Written::timerAt);
        add(arguments, instant, Written::now);
        add(arguments, TEXT, row -> row.link() == null ? null : row.link().body());
    }

    private static <C extends Change<?>> void addEffects(List<Argument<C>> arguments) {
        arguments.add(new Owners<>(change -> change.written().effects()));
        addAsked(arguments);
        arguments.add(new Values<>(
                LONG,
                ChangeCalls::leases,
                lease -> lease.lease() == null ? 0L : lease.lease().fence()));
        arguments.add(new Values<>(
                MICROS,
                ChangeCalls::leases,
                lease -> lease.lease() == null ? null : lease.lease().until()));
    }

    private static <C extends Change<?>> void addAsked(List<Argument<C>> arguments) {
        arguments.add(new Values<C, Asked>(TEXT, change -> change.written().effects(), Asked::key));
        arguments.add(new Values<C, Asked>(TEXT, change -> change.written().effects(), Asked::kind));
        arguments.add(new Values<C, Asked>(TEXT, change -> change.written().effects(), Asked::body));
    }

    private static <C extends Change<?>> void add(
            List<Argument<C>> arguments, ChangeCall.Type type, Function<Written, @Nullable Object> of) {
        arguments.add(new Value<>(type, change -> of.apply(change.written())));
    }

    /// Once for each effect of the change.
    private static List<Written> leases(Change<?> change) {
        var written = change.written();
        return java.util.Collections.nCopies(written.effects().size(), written);
    }

    /// The effect that a move answers, as the database is told of it.
    private record Fate(String kind, @Nullable String key, long fence, EffectFate fate) {
        static Fate of(Change.Move move) {
            return switch (move.fate()) {
                case EffectFate.Untouched fate -> new Fate("UNTOUCHED", null, 0, fate);
                case EffectFate.Answered fate -> new Fate("ANSWERED", fate.key(), 0, fate);
                case EffectFate.Over fate -> new Fate("OVER", fate.key(), fate.fence(), fate);
                case EffectFate.Back fate -> new Fate("BACK", fate.key(), fate.fence(), fate);
            };
        }

        static List<Fate> any(Change.Move move) {
            return move.fate() instanceof EffectFate.Untouched ? List.of() : List.of(of(move));
        }
    }
}
