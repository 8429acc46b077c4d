package sc.fiji.stfpm.packaging;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** The packages of what is being tested, for this platform, made once. */
public final class FijiPackages {
	private static final Path PLUGIN = Path.of(System.getProperty("stfpm.plugin", ""));
	private static FijiPackages instance;

	private final Path zip;
	private final Path updateSite;

	private FijiPackages() throws IOException {
		Path built = built(), out = built.resolveSibling("test-packages");
		List<FijiFile> files = PackageForFiji.files(built, built.resolveSibling("no-natives"), out);
		String platform = files.stream().flatMap(file -> file.platform().stream()).findFirst().orElseThrow(
			() -> new IOException("There is no PyTorch for this platform in " + built));
		zip = PackageForFiji.zip(files, platform, out, "STFPM_");
		updateSite = PackageForFiji.site(files, out);
	}

	public static synchronized FijiPackages get() throws IOException {
		if (instance == null) instance = new FijiPackages();
		return instance;
	}

	/** What the build made for Fiji: {@code jars} and {@code plugins}. */
	public static Path built() {
		return PLUGIN.resolveSibling("fiji");
	}

	public Path zip() {
		return zip;
	}

	public Path updateSite() {
		return updateSite;
	}
}
