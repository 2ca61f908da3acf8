/// The mail provider: an SMTP server with everybody's mailbox behind it. Start at
/// [io.throughline.sandbox.mailbox.Mailbox];
/// people (and the crowd) read and answer mail through [io.throughline.sandbox.mailbox.Mailboxes].
@NullMarked
package io.throughline.sandbox.mailbox;

import org.jspecify.annotations.NullMarked;
