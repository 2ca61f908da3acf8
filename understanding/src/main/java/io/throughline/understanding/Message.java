package io.throughline.understanding;

/// One message as it came in.
///
/// @param channel what it came by
/// @param text the whole text; a call's transcript or voicemail
public record Message(Channel channel, String text) {
    /// What a message comes by.
    public enum Channel {
        SMS,
        EMAIL,
        CHAT,
        CALL
    }
}
