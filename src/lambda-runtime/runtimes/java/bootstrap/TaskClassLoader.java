package brume.runtime;

import java.io.File;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** The function's classes: its folder, the jars of its lib folder, the jars of its layers. */
final class TaskClassLoader extends URLClassLoader {
    /** The layers, which this process may not see at /opt. */
    private static final String LAYERS = System.getenv().getOrDefault("BRUME_LAYERS", "/opt");

    private TaskClassLoader(URL[] places) {
        super(places, Bootstrap.class.getClassLoader());
    }

    static TaskClassLoader open(String taskRoot) throws MalformedURLException {
        List<URL> places = new ArrayList<>();
        File root = new File(taskRoot);
        places.add(root.toURI().toURL());
        addJars(new File(root, "lib"), places);
        addJars(new File(LAYERS, "java/lib"), places);
        return new TaskClassLoader(places.toArray(new URL[0]));
    }

    private static void addJars(File folder, List<URL> places) throws MalformedURLException {
        File[] jars = folder.listFiles((dir, name) -> name.endsWith(".jar"));
        if (jars == null) return;
        Arrays.sort(jars); // the same order everywhere
        for (File jar : jars) places.add(jar.toURI().toURL());
    }
}
