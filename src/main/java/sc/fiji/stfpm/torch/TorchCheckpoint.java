package sc.fiji.stfpm.torch;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Collections;
import java.util.Map;
import java.util.Set;

import sc.fiji.stfpm.weights.DType;
import sc.fiji.stfpm.weights.ReadOnlyFile;
import sc.fiji.stfpm.weights.Tensor;
import sc.fiji.stfpm.weights.TensorSource;
import sc.fiji.stfpm.weights.WeightFileException;

/**
 * A file written by {@code torch.save}: a state dict, or a training checkpoint with one under {@code state_dict}. Both
 * layouts are read, the zip archive and the older stream. Nothing that the file's pickle names is run.
 *
 * <p>Each tensor read reads the whole storage that it looks into.
 */
public final class TorchCheckpoint implements TensorSource {
	private final Path path;
	private final TorchContainer container;
	private final StateDict state;

	private TorchCheckpoint(Path path, TorchContainer container) {
		this.path = path;
		this.container = container;
		this.state = new StateDict(container.root());
	}

	/**
	 * Opens a file of weights. Its pickle can name a short list of harmless classes only. Metadata are the strings, numbers
	 * and booleans at the top level.
	 *
	 * @throws WeightFileException if the file is missing, damaged, holds no dictionary of tensors, or names a class that is
	 *           not allowed
	 */
	public static TorchCheckpoint open(Path path) throws IOException {
		return open(path, TorchClasses::named);
	}

	/**
	 * Opens what a training framework saved. Its pickle can name any class; objects of those that weights do not need are
	 * kept as names and plain values. Metadata are the strings, numbers and booleans anywhere in it, under dotted names, and
	 * with {@code :class} appended the names of such objects' classes: {@code transform.size.0} and {@code transform:class},
	 * say.
	 *
	 * @throws WeightFileException if the file is missing or damaged, or holds no dictionary of tensors
	 */
	public static TorchCheckpoint openTraining(Path path) throws IOException {
		TorchCheckpoint checkpoint = open(path, TorchClasses::namedOrIgnored);
		new PlainValues(checkpoint.state.metadata).collect(checkpoint.container.root());
		return checkpoint;
	}

	private static TorchCheckpoint open(Path path, TorchClasses.Lookup classes) throws IOException {
		ReadOnlyFile file = ReadOnlyFile.open(path);
		TorchContainer container = null;
		try {
			container = container(file, classes);
			return new TorchCheckpoint(path, container);
		}
		catch (IOException | RuntimeException e) {
			if (container != null)
				container.close();
			file.close();
			if (e instanceof IllegalArgumentException)
				throw new WeightFileException(path, e.getMessage(), e);
			throw WeightFileException.of(path, "not a readable PyTorch checkpoint", e);
		}
	}

	private static TorchContainer container(ReadOnlyFile file, TorchClasses.Lookup classes) throws IOException {
		byte[] start = file.read(0, Math.min(2, file.size()));
		boolean zip = start.length == 2 && start[0] == 'P' && start[1] == 'K';
		if (!zip)
			return TorchStream.open(file, classes);
		file.close();
		return TorchZip.open(file.path(), classes);
	}

	@Override
	public Path path() {
		return path;
	}

	@Override
	public Set<String> names() {
		return Collections.unmodifiableSet(state.tensors.keySet());
	}

	@Override
	public Map<String, String> metadata() {
		return Collections.unmodifiableMap(state.metadata);
	}

	@Override
	public DType dtype(String name) {
		return view(name).storage().dtype();
	}

	@Override
	public long[] shape(String name) {
		return view(name).shape().clone();
	}

	@Override
	public Tensor tensor(String name) throws IOException {
		TorchTensor view = state.tensors.get(name);
		if (view == null)
			throw new WeightFileException(path, "has no tensor " + name);
		return view.copyFrom(container.read(view.storage()));
	}

	private TorchTensor view(String name) {
		TorchTensor view = state.tensors.get(name);
		if (view == null)
			throw new IllegalArgumentException(path + ": has no tensor " + name);
		return view;
	}

	@Override
	public void close() throws IOException {
		container.close();
	}
}
