package io.throughline.platform.versions;

import java.text.Normalizer;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Who acts on a version: a person of the house, by the id under which they act.
///
/// @param name the id, in one spelling
record Person(String name) {
    /// The installation itself, which publishes what it came with.
    static final Person INSTALLER = new Person("installer");

    private static final Pattern NAME = Pattern.compile("[\\p{L}\\p{N}][\\p{L}\\p{M}\\p{N} .'@_-]{1,79}");

    /// A name as somebody gave it.
    ///
    /// @throws Refused if there is none, or it is none of a person
    static Person of(@Nullable String given) {
        var name = given == null
                ? ""
                : Normalizer.normalize(given, Normalizer.Form.NFKC).strip().replaceAll("\\s+", " ");
        if (name.isEmpty()) {
            throw new Refused("versions.who", "Say who you are: it is kept with what you do.");
        }
        if (!NAME.matcher(name).matches()) {
            throw new Refused("versions.who", "\"" + name + "\" is no name of a person; use letters, up to 80.");
        }
        var person = new Person(name);
        if (person.is(INSTALLER.name)) {
            throw new Refused("versions.who", "\"installer\" is the installation itself; give your own name.");
        }
        return person;
    }

    /// Whether this is the person of that name. Capital letters make nobody a second person.
    boolean is(@Nullable String other) {
        return other != null && name.toLowerCase(Locale.ROOT).equals(other.toLowerCase(Locale.ROOT));
    }
}
