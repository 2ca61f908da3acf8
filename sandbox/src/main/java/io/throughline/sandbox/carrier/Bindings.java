package io.throughline.sandbox.carrier;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeoutException;
import org.jsmpp.PDUStringException;
import org.jsmpp.SMPPConstant;
import org.jsmpp.bean.InterfaceVersion;
import org.jsmpp.extra.SessionState;
import org.jsmpp.session.BindRequest;
import org.jsmpp.session.SMPPServerSession;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Who is bound now.
final class Bindings implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Bindings.class);
    private static final long BIND_WITHIN_MILLIS = 5_000;
    private static final int ENQUIRE_AFTER_MILLIS = 15_000;
    private static final long ANSWER_WITHIN_MILLIS = 5_000;

    private final CarrierSettings settings;
    private final Runnable wake;
    private final List<SMPPServerSession> bound = new CopyOnWriteArrayList<>();

    Bindings(CarrierSettings settings, Runnable wake) {
        this.settings = settings;
        this.wake = wake;
    }

    /// Waits for the bind of a new connection and judges it.
    void welcome(SMPPServerSession session) {
        try {
            session.addSessionStateListener((now, before, source) -> {
                if (now == SessionState.CLOSED || now == SessionState.UNBOUND) {
                    bound.remove(session);
                }
            });
            session.setTransactionTimer(ANSWER_WITHIN_MILLIS);
            var request = session.waitForBind(BIND_WITHIN_MILLIS);
            session.setEnquireLinkTimer(ENQUIRE_AFTER_MILLIS);
            int refusal = refusal(request);
            if (refusal != SMPPConstant.STAT_ESME_ROK) {
                // Not closed here: jSMPP would close before the refusal has left. The client hangs up.
                request.reject(refusal);
                return;
            }
            request.accept(settings.systemId(), InterfaceVersion.IF_34);
            bound.addFirst(session);
            // It may have gone between the answer and the line above, and then nobody else takes it off the list.
            if (!session.getSessionState().isBound()) {
                bound.remove(session);
            }
            wake.run();
        } catch (TimeoutException | IOException | PDUStringException | IllegalStateException e) {
            LOG.info("a connection that did not bind: {}", e.getClass().getSimpleName());
            session.close();
        }
    }

    private int refusal(BindRequest request) {
        if (!settings.systemId().equals(request.getSystemId())) {
            return SMPPConstant.STAT_ESME_RINVSYSID;
        }
        if (settings.password()
                .filter(password -> !password.equals(request.getPassword()))
                .isPresent()) {
            return SMPPConstant.STAT_ESME_RINVPASWD;
        }
        return SMPPConstant.STAT_ESME_ROK;
    }

    /// The newest session that takes deliveries: an older one may belong to a platform that died.
    Optional<SMPPServerSession> receiving() {
        return bound.stream()
                .filter(session -> session.getSessionState().isReceivable())
                .findFirst();
    }

    @Override
    public void close() {
        bound.forEach(SMPPServerSession::unbindAndClose);
    }
}
