package sc.fiji.stfpm.scripts;

import org.scijava.plugin.Plugin;
import org.scijava.script.AdaptedScriptLanguage;
import org.scijava.script.ScriptLanguage;

/** Groovy for the tests' script service, as Fiji has it. */
@Plugin(type = ScriptLanguage.class, name = "Groovy")
public final class Groovy extends AdaptedScriptLanguage {
	public Groovy() {
		super("groovy");
	}
}
