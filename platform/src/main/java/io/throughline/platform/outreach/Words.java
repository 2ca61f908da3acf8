package io.throughline.platform.outreach;

import io.throughline.engine.By.Channel;

/// The few words that do not come from a definition, in the customer's language. Spanish texts go
/// without á, í, ó and ú, which would halve the room in a text message.
final class Words {
    private Words() {}

    /// regf.opt-out-notice: how to stop, in every message.
    static String optOut(Channel channel, String language) {
        if (channel == Channel.SMS) {
            return isSpanish(language) ? "Responda STOP para cancelar." : "Reply STOP to opt out.";
        }
        return isSpanish(language)
                ? "Para no recibir más correos, responda STOP a este mensaje."
                : "To get no more of these mails, reply STOP to this one.";
    }

    /// regf.mini-miranda: what a collector's first message says, and any later one may.
    static String collector(String language) {
        return isSpanish(language)
                ? "Esto es un intento de cobrar una deuda; los datos que se obtengan se usan para ese fin."
                : "This is an attempt to collect a debt and any information obtained will be used for that purpose.";
    }

    static String stopped(String brand, Channel channel, String language) {
        if (isSpanish(language)) {
            return channel == Channel.SMS
                    ? brand + ": ya no le enviaremos mensajes de texto. Responda START para volver a recibirlos."
                    : brand + ": No recibirá más correos nuestros. Responda START para volver a recibirlos.";
        }
        return channel == Channel.SMS
                ? brand + ": You will get no more texts from us. Reply START to get them again."
                : brand + ": You will get no more mail from us. Reply START to get it again.";
    }

    static String help(String brand, String phone, String language) {
        if (isSpanish(language)) {
            return brand + (phone.isEmpty() ? "" : ": llame al " + phone) + ". Responda STOP para cancelar.";
        }
        return brand + (phone.isEmpty() ? "" : ": call " + phone) + ". Reply STOP to opt out.";
    }

    static String code(String brand, String code, String language) {
        return isSpanish(language)
                ? brand + ": Su código es " + code + ". No lo comparta con nadie. Responda STOP para cancelar."
                : brand + ": Your code is " + code + ". Never share it with anyone. Reply STOP to opt out.";
    }

    private static boolean isSpanish(String language) {
        return language.startsWith("es");
    }
}
