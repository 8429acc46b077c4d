package sc.fiji.stfpm.ij1;

import java.awt.Button;
import java.awt.Checkbox;
import java.awt.TextField;

import org.scijava.command.CommandService;
import org.scijava.module.Module;
import org.scijava.module.ModuleService;

import ij.gui.GenericDialog;

/** Prints what a dialog holds, before and after somebody filled it, without showing it. Needs a display. */
final class DialogProbe {
	private DialogProbe() {}

	public static void main(String[] args) {
		ModuleService modules = SciJavaContext.get().service(ModuleService.class);
		Module module = modules.createModule(SciJavaContext.get().service(CommandService.class).getCommand(EchoCommand.class));
		InputDialog dialog = new InputDialog("Echo Inputs...", new Inputs(module));
		System.out.println("offered " + dialog.answers());
		fill(dialog.window());
		System.out.println("filled " + dialog.answers());
		TextField steps = (TextField) dialog.window().getNumericFields().get(0);
		for (String text : new String[] { "ten", "10" }) {
			steps.setText(text);
			dialog.window().textValueChanged(null);
			System.out.println(text + " " + ok(dialog.window()).isEnabled());
		}
		System.exit(0);
	}

	private static void fill(GenericDialog window) {
		((TextField) window.getStringFields().get(0)).setText("/my models/a.stfpm");
		((TextField) window.getStringFields().get(1)).setText("/out/");
		((Checkbox) window.getCheckboxes().get(0)).setState(false);
		((TextField) window.getNumericFields().get(2)).setText("0.5");
	}

	private static Button ok(GenericDialog window) {
		return window.getButtons()[0];
	}
}
