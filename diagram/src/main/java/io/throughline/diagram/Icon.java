package io.throughline.diagram;

/// The marks of a diagram: a 16 pixel grid, strokes with round ends. Those the console has too are drawn as
/// there.
enum Icon {
    CUSTOMER("<circle cx=\"8\" cy=\"5.3\" r=\"2.6\"/><path d=\"M3 13.3c.4-2.7 2.4-4 5-4s4.6 1.3 5 4\"/>"),
    AGENT(
            "<path d=\"M3.2 9V7.8a4.8 4.8 0 0 1 9.6 0V9\"/>"
                    + "<rect x=\"2.2\" y=\"8.5\" width=\"2.4\" height=\"3.8\" rx=\"1\"/>"
                    + "<rect x=\"11.4\" y=\"8.5\" width=\"2.4\" height=\"3.8\" rx=\"1\"/><path d=\"M12.6 12.3c0 1.2-1.2 1.7-2.8 1.7\"/>"),
    SUPERVISOR("<circle cx=\"6.5\" cy=\"5.3\" r=\"2.5\"/><path d=\"M2 13.3c.4-2.7 2-4 4.5-4 1 0 1.9.2 2.6.6\"/>"
            + "<path d=\"m9.8 12 1.5 1.5 2.9-3.3\"/>"),
    SYSTEM("<circle cx=\"8\" cy=\"8\" r=\"2.2\"/><path d=\"M8 1.8v2M8 12.2v2M1.8 8h2M12.2 8h2M3.6 3.6 5 5M11 11l1.4 1.4"
            + "M12.4 3.6 11 5M5 11l-1.4 1.4\"/>"),
    RECORD("<path d=\"M4 2.5h5l3 3v8H4z\"/><path d=\"M9 2.5v3h3M6 8.5h4M6 11h4\"/>"),
    CHANNELS("<path d=\"M2.5 2.8h8v5h-4l-2.2 2V7.8H2.5z\"/><path d=\"M12.5 6.5h1v5h-1.7v1.8l-2.1-1.8H7.5\"/>"),
    TEXT("<path d=\"M2.5 3.5h11v7h-6l-3 2.5v-2.5h-2z\"/><path d=\"M5.5 6h5M5.5 8h3\"/>"),
    MAIL("<rect x=\"2\" y=\"3.5\" width=\"12\" height=\"9\" rx=\"1.5\"/><path d=\"m2.5 4.5 5.5 4 5.5-4\"/>"),
    VOICE("<path d=\"M5.6 2.2 3.4 2.5c-.6.1-1 .6-.9 1.2.5 5.3 4.5 9.3 9.8 9.8.6.1 1.1-.3 1.2-.9l.3-2.2-3-1.3-1.5 1.3"
            + "C7.5 9.5 6.5 8.5 5.6 6.7l1.3-1.5z\"/>"),
    WEB("<rect x=\"2\" y=\"3\" width=\"12\" height=\"10\" rx=\"1.5\"/><path d=\"M2 6h12M4.3 4.5h.01M6.3 4.5h.01\"/>"),
    UP("<path d=\"M8 13V4M4.5 7 8 3.5 11.5 7\"/>"),
    DONE("<path d=\"m3.5 8.5 3 3 6-7\"/>"),
    CLOSED("<circle cx=\"8\" cy=\"8\" r=\"5.7\"/><path d=\"m4 12 8-8\"/>"),
    CLOCK("<circle cx=\"8\" cy=\"8\" r=\"5.7\"/><path d=\"M8 4.8V8l2.2 1.6\"/>"),
    PERSON_NEEDED("<path d=\"M8 2.5 14 13H2z\"/><path d=\"M8 6.5v3M8 11.3h.01\"/>");

    private final String shape;

    Icon(String shape) {
        this.shape = shape;
    }

    /// SVG within a square of 16 pixels.
    String shape() {
        return shape;
    }

    /// The mark of a channel.
    static Icon of(String channel) {
        return switch (channel) {
            case "sms" -> TEXT;
            case "email" -> MAIL;
            case "voice", "call" -> VOICE;
            case "web" -> WEB;
            default -> CHANNELS;
        };
    }
}
