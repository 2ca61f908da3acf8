package io.throughline.launcher;

import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/// Where the platform's data are and as whom it comes: the owner for migrations, and the role that owns nothing for
/// everything else.
record Database(String url, Login owner, Login app) {

    record Login(String user, String password) {
        @Override
        public String toString() {
            return "login of " + user;
        }
    }

    /// A database of the caller's own. Both JDBC addresses and
    /// `postgresql://user:password@host/name` are understood; a password is better given in
    /// PGPASSWORD, because other users of the machine can read command lines.
    static Database at(String address, Map<String, String> environment) {
        String user = environment.getOrDefault("PGUSER", "");
        String password = environment.getOrDefault("PGPASSWORD", "");
        if (address.startsWith("jdbc:postgresql:")) {
            return new Database(address, new Login(user, password), new Login(user, password));
        }
        if (!address.startsWith("postgresql://") && !address.startsWith("postgres://")) {
            throw new CommandFailure(
                    ExitCode.USAGE,
                    "--database-url must begin with jdbc:postgresql: or postgresql://, for example postgresql://throughline@db.example/throughline");
        }
        URI uri;
        try {
            uri = URI.create(address);
        } catch (IllegalArgumentException ignored) {
            throw new CommandFailure(
                    ExitCode.USAGE,
                    "--database-url is not an address; characters such as @ or / in a password are written %40, %2F");
        }
        String userInfo = uri.getRawUserInfo() == null ? "" : uri.getRawUserInfo();
        int colon = userInfo.indexOf(':');
        if (!userInfo.isEmpty()) {
            user = decoded(colon < 0 ? userInfo : userInfo.substring(0, colon));
            password = colon < 0 ? password : decoded(userInfo.substring(colon + 1));
        }
        String jdbc = "jdbc:postgresql://" + uri.getHost() + (uri.getPort() < 0 ? "" : ":" + uri.getPort())
                + uri.getRawPath() + (uri.getRawQuery() == null ? "" : "?" + uri.getRawQuery());
        return new Database(jdbc, new Login(user, password), new Login(user, password));
    }

    private static String decoded(String text) {
        return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
    }
}
