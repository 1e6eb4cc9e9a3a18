package brume.runtime;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.Field;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Frames over file descriptor 3 (../../../frames.ts is the other end). Between invocations the main
 * thread sleeps in the read here.
 */
final class Channel {
    static final int READY = 2;
    static final int INIT_FAILED = 3;
    static final int LOG = 4;
    static final int RESPONSE = 5;
    static final int FAILURE = 6;
    static final int FATAL = 7;

    private static final int DESCRIPTOR = 3;
    private static final int INVOKE = 1;
    private static final int HEAD_BYTES = 5;
    private static final int SHORTEST_BYTES = 65536;
    private static final int LONGEST_KEPT_BYTES = 1048576;
    /** CloudWatch's limit for one event is 256 KB; longer messages are cut into several. */
    private static final int LONGEST_LOG_BYTES = 262144 - 26;

    private final FileInputStream input;
    private final FileOutputStream output;
    private byte[] inbox = new byte[SHORTEST_BYTES];
    private int inboxBytes;

    private Channel(FileDescriptor descriptor) {
        input = new FileInputStream(descriptor);
        output = new FileOutputStream(descriptor);
    }

    /** Java opens descriptors by name only, and a socket has none: the number is set by reflection (Add-Opens). */
    static Channel open() throws ReflectiveOperationException {
        FileDescriptor descriptor = new FileDescriptor();
        Field number = FileDescriptor.class.getDeclaredField("fd");
        number.setAccessible(true);
        number.setInt(descriptor, DESCRIPTOR);
        return new Channel(descriptor);
    }

    /** One event: a JSON header that Brume wrote, and the payload. */
    static final class Delivery {
        final byte[] bytes;
        final int headerBytes;

        Delivery(byte[] bytes, int headerBytes) {
            this.bytes = bytes;
            this.headerBytes = headerBytes;
        }

        InputStream header() {
            return new ByteArrayInputStream(bytes, 0, headerBytes);
        }

        InputStream payload() {
            return new ByteArrayInputStream(bytes, headerBytes, bytes.length - headerBytes);
        }
    }

    /** Blocks until there is an event; ends the process when Brume has gone. */
    Delivery next() throws IOException {
        fill(HEAD_BYTES + 4);
        ByteBuffer fields = ByteBuffer.wrap(inbox).order(ByteOrder.LITTLE_ENDIAN);
        int frameBytes = 4 + fields.getInt();
        if (fields.get() != INVOKE) Runtime.getRuntime().halt(1);
        int headerBytes = fields.getInt();
        fill(frameBytes);
        // A copy: the function may keep what it reads of it.
        byte[] bytes = Arrays.copyOfRange(inbox, HEAD_BYTES + 4, frameBytes);
        inboxBytes -= frameBytes;
        if (inboxBytes > 0) System.arraycopy(inbox, frameBytes, inbox, 0, inboxBytes);
        else if (inbox.length > LONGEST_KEPT_BYTES) inbox = new byte[SHORTEST_BYTES];
        return new Delivery(bytes, headerBytes);
    }

    /** Reads until `count` bytes are there. (readNBytes of Java 17 asks a socket for its position, and fails.) */
    private void fill(int count) throws IOException {
        if (count > inbox.length) inbox = Arrays.copyOf(inbox, count);
        while (inboxBytes < count) {
            int got = input.read(inbox, inboxBytes, inbox.length - inboxBytes);
            if (got < 0) Runtime.getRuntime().halt(0);
            inboxBytes += got;
        }
    }

    void ready() {
        write(READY, new byte[0], 0, 0);
    }

    void respond(Answer answer) {
        byte[] frame = answer.frame(RESPONSE);
        writeAll(frame, answer.frameBytes());
    }

    /** @param type INIT_FAILED, FAILURE or FATAL, which also carries the exit status 1 */
    void fail(int type, String errorType, byte[] payload) {
        byte[] kind = errorType.getBytes(StandardCharsets.UTF_8);
        int kindBytes = Math.min(kind.length, 255);
        ByteArrayOutputStream body = new ByteArrayOutputStream(2 + kindBytes + payload.length);
        if (type == FATAL) body.write(1);
        body.write(kindBytes);
        body.write(kind, 0, kindBytes);
        body.write(payload, 0, payload.length);
        write(type, body.toByteArray(), 0, body.size());
    }

    /** One log event, or several when it is too long for one. */
    void log(byte[] text, int length) {
        for (int from = 0; from < length; ) {
            int to = Math.min(from + LONGEST_LOG_BYTES, length);
            while (to < length && (text[to] & 0xc0) == 0x80) to--; // not inside a character
            write(LOG, text, from, to - from);
            from = to;
        }
    }

    private void write(int type, byte[] body, int from, int count) {
        byte[] frame = new byte[HEAD_BYTES + count];
        ByteBuffer.wrap(frame).order(ByteOrder.LITTLE_ENDIAN).putInt(1 + count).put((byte) type);
        System.arraycopy(body, from, frame, HEAD_BYTES, count);
        writeAll(frame, frame.length);
    }

    private synchronized void writeAll(byte[] frame, int count) {
        try {
            output.write(frame, 0, count);
        } catch (IOException gone) {
            Runtime.getRuntime().halt(0);
        }
    }

    /** Collects the answer behind the head of its frame, so that both leave in one write. */
    static final class Answer extends ByteArrayOutputStream {
        Answer() {
            super(1024);
            reset();
        }

        @Override
        public synchronized void reset() {
            count = HEAD_BYTES;
        }

        int answerBytes() {
            return count - HEAD_BYTES;
        }

        int frameBytes() {
            return count;
        }

        byte[] frame(int type) {
            ByteBuffer.wrap(buf).order(ByteOrder.LITTLE_ENDIAN).putInt(1 + answerBytes()).put((byte) type);
            return buf;
        }
    }
}
