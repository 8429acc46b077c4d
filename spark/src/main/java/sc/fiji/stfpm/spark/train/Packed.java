package sc.fiji.stfpm.spark.train;

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

/** Values as few bytes: most of what parts count is 0. */
final class Packed {
	private Packed() {}

	static byte[] of(Serializable value) throws IOException {
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
	static Object value(byte[] bytes) throws IOException {
		try (ObjectInputStream in = new InThisJar(new InflaterInputStream(new ByteArrayInputStream(bytes)))) {
			return in.readObject();
		}
		catch (ClassNotFoundException e) {
			throw new IOException("Driver and executors have different software: " + e.getMessage(), e);
		}
	}

	/** The class loader of Spark's own threads does not know the submitted jar. */
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
