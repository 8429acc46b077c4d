package sc.fiji.stfpm.train;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.io.Serializable;
import java.util.List;

import sc.fiji.stfpm.Progress;
import sc.fiji.stfpm.dataset.ImageSource;
import sc.fiji.stfpm.network.ComputeDevice;
import sc.fiji.stfpm.weights.BackboneWeights;

/** Takes looks part by part as a cluster does: all that goes out and comes back are bytes, and the last part is done first. */
record PartsRunner(int parts, List<ImageSource> images, BackboneWeights teacher, Progress progress) implements LookRunner {
	@Override
	public <R extends Serializable> R run(Look<R> look, List<Shown> shown, Tally tally) throws IOException {
		List<List<Shown>> divided = Shown.parts(shown, parts);
		byte[] sent = bytes(look);
		byte[][] results = new byte[divided.size()][];
		for (int part = divided.size() - 1; part >= 0; part--) {
			Look<R> received = value(sent);
			List<Shown> own = value(bytes(new java.util.ArrayList<>(divided.get(part))));
			try (Looker looker = Looker.atPart(number -> {
				if (own.stream().noneMatch(one -> one.image() == number)) throw new AssertionError("image " + number + " is of another part");
				return images.get(number);
			}, teacher, ComputeDevice.of("cpu"), progress)) {
				results[part] = bytes(looker.run(received, own, tally));
			}
		}
		R all = value(results[0]);
		for (int part = 1; part < results.length; part++)
			all = look.merged(all, value(results[part]));
		return all;
	}

	static byte[] bytes(Object value) throws IOException {
		ByteArrayOutputStream bytes = new ByteArrayOutputStream();
		try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
			out.writeObject(value);
		}
		return bytes.toByteArray();
	}

	@SuppressWarnings("unchecked")
	static <T> T value(byte[] bytes) throws IOException {
		try (ObjectInputStream in = new ObjectInputStream(new ByteArrayInputStream(bytes))) {
			return (T) in.readObject();
		}
		catch (ClassNotFoundException e) {
			throw new AssertionError(e);
		}
	}
}
