package sc.fiji.stfpm.spark.cluster;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.io.ObjectStreamClass;
import java.io.Serializable;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.InflaterInputStream;

/** Values as few bytes, between driver, executors and what they start: most of what parts count is 0. */
public final class Packed {
	private Packed() {}

	public static byte[] of(Serializable value) throws IOException {
		ByteArrayOutputStream bytes = new ByteArrayOutputStream();
		Deflater fast = new Deflater(Deflater.BEST_SPEED);
		try (ObjectOutputStream out = new ObjectOutputStream(new DeflaterOutputStream(bytes, fast))) {
			out.writeObject(value);
		}
		finally {
			fast.end();
		}
		return bytes.toByteArray();
	}

	/** What was packed. */
	public static Object value(byte[] bytes) throws IOException {
		try (ObjectInputStream in = new InThisJar(new InflaterInputStream(new ByteArrayInputStream(bytes)))) {
			return in.readObject();
		}
		catch (ClassNotFoundException e) {
			throw new IOException("Processes have different software: " + e.getMessage(), e);
		}
	}

	/** The class loader that is asked first is Spark's, and does not know the submitted jar. */
	private static final class InThisJar extends ObjectInputStream {
		InThisJar(InputStream in) throws IOException {
			super(in);
		}

		@Override
		protected Class<?> resolveClass(ObjectStreamClass described) throws IOException, ClassNotFoundException {
			try {
				return Class.forName(described.getName(), false, Packed.class.getClassLoader());
			}
			catch (ClassNotFoundException e) {
				return super.resolveClass(described);
			}
		}
	}
}
