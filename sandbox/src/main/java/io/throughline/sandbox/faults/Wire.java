package io.throughline.sandbox.faults;

import io.javalin.http.Context;
import org.eclipse.jetty.ee10.servlet.ServletContextRequest;

/// The line a request came in on.
public final class Wire {
    private Wire() {}

    /// Cuts the connection: the caller sees a reset or an end of stream and no answer.
    public static void cut(Context ctx) {
        ServletContextRequest.getServletContextRequest(ctx.req())
                .getConnectionMetaData()
                .getConnection()
                .getEndPoint()
                .close();
    }
}
