package sc.fiji.stfpm.ij1;

import sc.fiji.stfpm.testing.imagej.Fiji;

/** The plugin from the zip. */
class ZipFijiIT extends FijiChecks {
	@Override
	Fiji fiji() {
		return Fiji.installed();
	}
}
