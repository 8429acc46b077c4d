package sc.fiji.stfpm.ij1;

import java.io.IOException;

import org.junit.jupiter.api.BeforeAll;

import sc.fiji.stfpm.testing.imagej.Fiji;
import sc.fiji.stfpm.testing.imagej.FijiStack;

/** A Fiji with older versions of ImageJ, SciJava Common and ImgLib2, as far as they can be had. */
class OlderFijiIT extends FijiChecks {
	private static Fiji fiji;

	@BeforeAll
	static void make() throws IOException, InterruptedException {
		fiji = Fiji.withZip("older");
		FijiStack.exchange(fiji.root, FijiStack.others("older"));
	}

	@Override
	Fiji fiji() {
		return fiji;
	}
}
