package io.throughline.sandbox.crowd;

import java.net.URI;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// What a person sees in a message: a link to tap, or a code to type.
final class Messages {
    private static final Pattern LINK = Pattern.compile("https?://[^\\s\"'<>]+/l/[A-Za-z0-9._~=-]+");
    private static final Pattern CODE = Pattern.compile("(?<![\\d-])(\\d{3})[ -]?(\\d{3})(?![ -]?\\d)");

    private Messages() {}

    static Optional<URI> link(String text) {
        Matcher matcher = LINK.matcher(text);
        if (!matcher.find()) {
            return Optional.empty();
        }
        // a full stop after a link belongs to the sentence
        return Optional.of(URI.create(matcher.group().replaceAll("[.]+$", "")));
    }

    static Optional<String> code(String text) {
        if (link(text).isPresent()) {
            return Optional.empty();
        }
        Matcher matcher = CODE.matcher(text);
        return matcher.find() ? Optional.of(matcher.group(1) + matcher.group(2)) : Optional.empty();
    }
}
