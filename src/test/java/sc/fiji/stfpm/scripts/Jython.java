package sc.fiji.stfpm.scripts;

import org.python.core.PyNone;
import org.python.core.PyObject;
import org.scijava.plugin.Plugin;
import org.scijava.script.AdaptedScriptLanguage;
import org.scijava.script.ScriptLanguage;

/** Python for the tests' script service, as Fiji has it. */
@Plugin(type = ScriptLanguage.class, name = "Python")
public final class Jython extends AdaptedScriptLanguage {
	public Jython() {
		super("jython");
	}

	@Override
	public Object decode(Object object) {
		if (object instanceof PyNone) return null;
		return object instanceof PyObject python ? python.__tojava__(Object.class) : object;
	}
}
