package sc.fiji.stfpm.testing.imagej;

import java.awt.AWTEvent;
import java.awt.AWTException;
import java.awt.Component;
import java.awt.Container;
import java.awt.Dialog;
import java.awt.Frame;
import java.awt.GraphicsEnvironment;
import java.awt.Label;
import java.awt.Rectangle;
import java.awt.Robot;
import java.awt.Toolkit;
import java.awt.event.WindowEvent;
import java.io.File;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.util.Arrays;

import javax.imageio.ImageIO;

import ij.IJ;
import ij.gui.MultiLineLabel;
import ij.text.TextWindow;
import net.imagej.patcher.LegacyInjector;

/**
 * Runs in the child's virtual machine: starts ImageJ or Fiji with its own arguments and ends the machine with the macro, or when
 * a modal dialog opens, or when time is up. It knows nothing of the plugin, which ImageJ's class loader has to find.
 */
final class StartImageJ {
	/** Set by the last line of the macro. */
	static final String FINISHED = "stfpm.test.finished";
	/** The main class to start. */
	static final String MAIN = "stfpm.test.main";
	/** Seconds. */
	static final String TIMEOUT = "stfpm.test.timeout";
	/** Where a picture of the display goes when things go wrong. */
	static final String PICTURE = "stfpm.test.picture";

	private StartImageJ() {}

	public static void main(String[] args) throws Exception {
		boolean plain = "ij.ImageJ".equals(System.getProperty(MAIN));
		// Before the first class of ImageJ is loaded.
		if (GraphicsEnvironment.isHeadless() && plain) LegacyInjector.preinit();
		if (!GraphicsEnvironment.isHeadless()) Toolkit.getDefaultToolkit().addAWTEventListener(StartImageJ::watch, AWTEvent.WINDOW_EVENT_MASK);
		Thread timer = new Thread(StartImageJ::timeOut, "timer");
		timer.setDaemon(true);
		timer.start();
		// With -batch it is ImageJ that ends the machine.
		Runtime.getRuntime().addShutdownHook(new Thread(StartImageJ::end));
		try {
			Class.forName(System.getProperty(MAIN)).getMethod("main", String[].class).invoke(null, (Object) args);
		}
		catch (InvocationTargetException e) {
			e.getCause().printStackTrace();
		}
		end();
	}

	private static void end() {
		end(System.getProperty(FINISHED) != null ? Outcome.FINISHED : Outcome.STOPPED);
	}

	/** Halts: an orderly end could wait for what hangs. */
	private static void end(int exitCode) {
		if (IJ.getInstance() != null && IJ.getLog() != null) System.out.println(IJ.getLog());
		if (!GraphicsEnvironment.isHeadless()) for (Frame frame : Frame.getFrames())
			if (frame instanceof TextWindow text && text.getTitle().equals("Exception"))
				System.out.println(text.getTextPanel().getText());
		System.out.flush();
		System.err.flush();
		Runtime.getRuntime().halt(exitCode);
	}

	private static void watch(AWTEvent event) {
		if (event.getID() == WindowEvent.WINDOW_OPENED && event.getSource() instanceof Dialog dialog && dialog.isModal()) {
			System.out.println("Dialog: " + dialog.getTitle());
			printText(dialog);
			new Thread(() -> {
				takePicture();
				end(Outcome.DIALOG);
			}).start();
		}
	}

	private static void printText(Container container) {
		for (Component component : container.getComponents()) {
			if (component instanceof Label label) System.out.println(label.getText());
			else if (component instanceof MultiLineLabel label) System.out.println(lines(label));
			else if (component instanceof Container inner) printText(inner);
		}
	}

	private static String lines(MultiLineLabel label) {
		try {
			var field = MultiLineLabel.class.getDeclaredField("lines");
			field.setAccessible(true);
			return String.join("\n", (String[]) field.get(label));
		}
		catch (ReflectiveOperationException e) {
			return e.toString();
		}
	}

	private static void timeOut() {
		try {
			Thread.sleep(1000 * Long.getLong(TIMEOUT));
		}
		catch (InterruptedException e) {
			return;
		}
		System.out.println("Time is up after " + Long.getLong(TIMEOUT) + " s. Threads:");
		Thread.getAllStackTraces().forEach((thread, stack) -> {
			System.out.println(thread);
			Arrays.stream(stack).forEach(frame -> System.out.println("\t" + frame));
		});
		if (!GraphicsEnvironment.isHeadless()) takePicture();
		end(Outcome.TIMEOUT);
	}

	private static void takePicture() {
		File file = new File(System.getProperty(PICTURE));
		try {
			Robot robot = new Robot();
			// Until the dialog has painted itself.
			robot.delay(300);
			ImageIO.write(robot.createScreenCapture(new Rectangle(Toolkit.getDefaultToolkit().getScreenSize())), "png", file);
			System.out.println("Picture: " + file);
		}
		catch (AWTException | IOException e) {
			System.out.println("No picture: " + e);
		}
	}
}
