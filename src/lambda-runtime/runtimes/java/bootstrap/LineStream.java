package brume.runtime;

import java.io.ByteArrayOutputStream;
import java.io.OutputStream;

/** What the function prints takes the way of its answers, one log event a line, so that order is kept. */
final class LineStream extends OutputStream {
    private final Channel channel;
    private final Line line = new Line();

    LineStream(Channel channel) {
        this.channel = channel;
    }

    @Override
    public synchronized void write(int value) {
        line.write(value);
        if (value == '\n') send();
    }

    @Override
    public synchronized void write(byte[] bytes, int offset, int length) {
        int from = offset;
        for (int at = offset; at < offset + length; at++) {
            if (bytes[at] != '\n') continue;
            line.write(bytes, from, at + 1 - from);
            send();
            from = at + 1;
        }
        line.write(bytes, from, offset + length - from);
    }

    /** At the end of an invocation: what has no newline yet gets one. */
    synchronized void endLine() {
        if (line.size() > 0) write('\n');
    }

    private void send() {
        channel.log(line.bytes(), line.size());
        line.reset();
    }

    private static final class Line extends ByteArrayOutputStream {
        byte[] bytes() {
            return buf;
        }
    }
}
