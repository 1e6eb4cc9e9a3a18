package brume.runtime;

import com.amazonaws.services.lambda.runtime.Context;
import java.io.InputStream;
import java.io.OutputStream;

/** The function's code, whatever its form: bytes in, bytes out. */
interface Handler {
    void run(InputStream event, OutputStream answer, Context context) throws Throwable;
}
