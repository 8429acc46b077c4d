package sc.fiji.stfpm.ij1;

import java.awt.Button;
import java.awt.Checkbox;
import java.awt.TextField;
import java.awt.event.ActionEvent;
import java.util.Optional;

import org.scijava.command.CommandService;
import org.scijava.module.Module;
import org.scijava.module.ModuleService;

import ij.gui.GenericDialog;
import sc.fiji.stfpm.testing.imagej.User;

/** Prints what a dialog holds, before and after somebody filled it, without showing it. Needs a display. */
final class DialogProbe {
	private DialogProbe() {}

	public static void main(String[] args) {
		ModuleService modules = SciJavaContext.get().service(ModuleService.class);
		Module module = modules.createModule(SciJavaContext.get().service(CommandService.class).getCommand(EchoCommand.class));
		InputDialog dialog = new InputDialog("Echo Inputs...", new Inputs(module), Optional.empty());
		System.out.println("offered " + dialog.answers());
		fill(dialog.window());
		System.out.println("filled " + dialog.answers());
		TextField steps = (TextField) dialog.window().getNumericFields().get(0);
		for (String text : new String[] { "ten", "10" }) {
			steps.setText(text);
			Button ok = dialog.window().getButtons()[0];
			dialog.window().actionPerformed(new ActionEvent(ok, ActionEvent.ACTION_PERFORMED, "OK"));
			System.out.println(text + ": " + User.problem(dialog.window()) + " " + dialog.window().wasOKed());
		}
		System.exit(0);
	}

	private static void fill(GenericDialog window) {
		((TextField) window.getStringFields().get(1)).setText("/my models/a.stfpm");
		((TextField) window.getStringFields().get(2)).setText("/out/");
		((Checkbox) window.getCheckboxes().get(0)).setState(false);
		((TextField) window.getNumericFields().get(2)).setText("0.5");
	}
}
