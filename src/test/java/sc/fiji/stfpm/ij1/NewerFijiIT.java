package sc.fiji.stfpm.ij1;

import java.io.IOException;

import org.junit.jupiter.api.BeforeAll;

import sc.fiji.stfpm.testing.imagej.Fiji;
import sc.fiji.stfpm.testing.imagej.FijiStack;

/** A Fiji with a newer SciJava Common. */
class NewerFijiIT extends FijiChecks {
	private static Fiji fiji;

	@BeforeAll
	static void make() throws IOException, InterruptedException {
		fiji = Fiji.withZip("newer");
		FijiStack.exchange(fiji.root, FijiStack.others("newer"));
	}

	@Override
	Fiji fiji() {
		return fiji;
	}
}
