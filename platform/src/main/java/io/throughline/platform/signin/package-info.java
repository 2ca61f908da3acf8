/// How people of the house sign in: local passwords or a provider of the house (OpenID Connect), and the sessions that
/// follow. Start at [SignIn].
@ApplicationModule(
        displayName = "Sign-in",
        allowedDependencies = {"access", "staff"})
@NullMarked
package io.throughline.platform.signin;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
