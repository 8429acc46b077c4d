package sc.fiji.stfpm.scripts;

import java.io.File;
import java.io.StringWriter;

import org.scijava.Context;
import org.scijava.module.ModuleService;
import org.scijava.script.ScriptModule;
import org.scijava.script.ScriptService;

import ij.ImagePlus;

/** Runs scripts as Fiji does, but hears of their errors, which the script service merely logs. */
final class Scripts implements AutoCloseable {
	private final Context context = new Context();
	private final ScriptService scripts = context.service(ScriptService.class);

	Scripts() {
		// As Fiji does.
		scripts.addAlias(ImagePlus.class);
	}

	Context context() {
		return context;
	}

	/**
	 * @param inputs names and values
	 * @return what went wrong, with the stack; empty where nothing did
	 */
	String errorOf(File script, Object... inputs) throws Exception {
		ScriptModule module = scripts.getScript(script).createModule();
		context.inject(module);
		StringWriter errors = new StringWriter();
		module.setErrorWriter(errors);
		context.service(ModuleService.class).run(module, true, inputs).get();
		return errors.toString();
	}

	@Override
	public void close() {
		context.dispose();
	}
}
