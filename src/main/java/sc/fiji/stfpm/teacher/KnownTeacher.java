package sc.fiji.stfpm.teacher;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

import sc.fiji.stfpm.download.FileDownload;
import sc.fiji.stfpm.weights.Backbone;
import sc.fiji.stfpm.weights.BackboneWeights;
import sc.fiji.stfpm.weights.WeightFileException;

/**
 * A published teacher that can be downloaded, and how its files are recognised.
 *
 * @param id what users write; the name of its file in the folder of teachers, without the extension
 * @param source who made it and under which licence
 * @param mirrors the same weights in several files, best first
 * @param weights hashes, see {@link BackboneWeights#sha256()}, of what is the same network in whatever file it is
 */
public record KnownTeacher(String id, Backbone backbone, String source, List<Mirror> mirrors, Set<String> weights) {
	/** Id of {@link #RESNET18}. */
	public static final String RESNET18_ID = "resnet18-imagenet";
	/** Id of {@link #WIDE_RESNET50_2}. */
	public static final String WIDE_RESNET50_2_ID = "wide-resnet50-2-imagenet";
	/** Of the makers' servers, from which their published addresses may redirect to others of theirs. */
	private static final Set<String> DOMAINS = Set.of("pytorch.org", "huggingface.co", "hf.co");
	private static final String TORCHVISION = "torchvision (BSD-3-Clause), IMAGENET1K_V1, trained on ImageNet, whose terms of"
		+ " access may bind you, too";

	/**
	 * Torchvision's ResNet-18. The weights of the published tables have batch norm folded: another hash than the mirrors',
	 * but the same network.
	 */
	public static final KnownTeacher RESNET18 = new KnownTeacher(RESNET18_ID, Backbone.RESNET18,
		TORCHVISION, List.of(
			new Mirror("https://download.pytorch.org/models/resnet18-f37072fd.pth", 46_830_571,
				"f37072fd47e89c5e827621c5baffa7500819f7896bbacec160b1a16c560e07ec"),
			new Mirror("https://huggingface.co/timm/resnet18.tv_in1k/resolve/main/model.safetensors", 46_807_446,
				"694f673df6520a3158624e8a89af086f59923ee4cd7436fe5bc3bc71d295ad81")), Set.of(
					"dd5c0a67fd92e03af502be2c5485497b46faa96b5d04f86e2325c577550f6a51"));

	/** Torchvision's Wide-ResNet-50-2; by their sizes the checkpoint is of half precision, the mirror of single. */
	public static final KnownTeacher WIDE_RESNET50_2 = new KnownTeacher(WIDE_RESNET50_2_ID, Backbone.WIDE_RESNET50_2,
		TORCHVISION, List.of(
			new Mirror("https://download.pytorch.org/models/wide_resnet50_2-95faca4d.pth", 138_223_492,
				"95faca4d11227dddf8633dbb5ff6c8a9003c1aa5b8945c73834b8007b10950b8"),
			new Mirror("https://huggingface.co/timm/wide_resnet50_2.tv_in1k/resolve/main/model.safetensors", 275_835_296,
				"df6fb6c4824769769de18e14088475fd6ee94236849aa4e5d8022ba9d9a9a16c")), Set.of());

	/** Those that there are. */
	public static final List<KnownTeacher> ALL = List.of(RESNET18, WIDE_RESNET50_2);

	/**
	 * One file at one address.
	 *
	 * @param size in bytes
	 * @param sha256 of the file, in lower-case hexadecimal
	 */
	public record Mirror(URI address, long size, String sha256) {
		public Mirror(String address, long size, String sha256) {
			this(URI.create(address), size, sha256);
		}

		private String extension() {
			return address.getPath().endsWith(".safetensors") ? ".safetensors" : ".pth";
		}

		/**
		 * Whether a redirect from this address may lead there: by the same scheme, which for all published teachers is https, to
		 * the same host or one of its maker's.
		 */
		boolean mayLeadTo(URI target) {
			String host = target.getHost() == null ? "" : target.getHost().toLowerCase(Locale.ROOT);
			return address.getScheme().equalsIgnoreCase(target.getScheme()) && (host.equals(address.getHost()) || DOMAINS.stream()
				.anyMatch(domain -> host.endsWith("." + domain)));
		}

		/** @throws WeightFileException if the file is not, byte for byte, this mirror's */
		void check(Path file) throws IOException {
			long found = Files.size(file);
			if (found != size) throw new WeightFileException(file, "expected " + size + " bytes, found " + found);
			String hash = hash(file);
			if (!hash.equals(sha256)) throw new WeightFileException(file, "expected the SHA-256 " + sha256 + ", found " + hash);
		}
	}

	/** The teacher of an id, in any case. */
	public static Optional<KnownTeacher> of(String id) {
		return ALL.stream().filter(known -> known.id.equalsIgnoreCase(id.trim())).findFirst();
	}

	/** The teacher whose file was called so, as it is in the folder of teachers or as its maker calls it. */
	static Optional<KnownTeacher> named(String name) {
		return ALL.stream().filter(known -> known.id.equals(name) || known.mirrors.stream().anyMatch(m -> m.address()
			.getPath().endsWith("/" + name + ".pth"))).findFirst();
	}

	/** Whether a file is it, whatever the file is called: byte for byte a mirror's, or with its weights. */
	boolean isIn(Path file) {
		try {
			long size = Files.size(file);
			for (Mirror mirror : mirrors)
				if (mirror.size == size && mirror.sha256.equals(hash(file))) return true;
			return !weights.isEmpty() && weights.contains(Teacher.open(file).weights().sha256());
		}
		catch (IOException e) {
			return false;
		}
	}

	/** @throws WeightFileException if a file that is called as a mirror's is something else */
	void check(Path file) throws IOException {
		Optional<Mirror> mirror = mirror(file);
		if (mirror.isPresent() && !isIn(file)) mirror.get().check(file);
	}

	/** The mirror whose file is called so, in the folder of teachers or by its maker. */
	Optional<Mirror> mirror(Path file) {
		String name = file.getFileName().toString();
		return mirrors.stream().filter(mirror -> name.equals(fileName(mirror)) || name.endsWith(".pth") && mirror.address
			.getPath().endsWith("/" + name)).findFirst();
	}

	/** What a mirror's file is called in the folder of teachers. */
	String fileName(Mirror mirror) {
		return id + mirror.extension();
	}

	/** How to get it: the menu, the command line, by hand. */
	public String howToGet() {
		return "Get it by Plugins > Anomaly Detection > Download Teacher Weights..., or 'stfpm teacher --download " + id
			+ "', or fetch " + addresses() + " yourself and import it (Import Teacher Weights..., or 'stfpm teacher --import FILE')";
	}

	/** What it is, from where, how large, and under which licence; one line. */
	public String description() {
		return id + " (" + backbone.id() + "): " + addresses() + "; " + source;
	}

	private String addresses() {
		return mirrors.stream().map(m -> m.address() + " (" + FileDownload.megabytes(m.size()) + ")").collect(Collectors.joining(" or "));
	}

	private static String hash(Path file) throws IOException {
		try (InputStream in = new DigestInputStream(Files.newInputStream(file), MessageDigest.getInstance("SHA-256"))) {
			in.transferTo(OutputStream.nullOutputStream());
			return HexFormat.of().formatHex(((DigestInputStream) in).getMessageDigest().digest());
		}
		catch (NoSuchAlgorithmException e) {
			throw new IllegalStateException("Every Java platform has SHA-256", e);
		}
	}
}
