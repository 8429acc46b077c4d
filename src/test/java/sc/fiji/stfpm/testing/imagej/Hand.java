package sc.fiji.stfpm.testing.imagej;

import java.awt.AWTException;
import java.awt.Component;
import java.awt.Container;
import java.awt.EventQueue;
import java.awt.Point;
import java.awt.Rectangle;
import java.awt.Robot;
import java.awt.Toolkit;
import java.awt.Window;
import java.awt.event.InputEvent;
import java.io.File;
import java.io.IOException;
import java.util.concurrent.Callable;
import java.util.concurrent.FutureTask;
import java.util.function.BooleanSupplier;

import javax.imageio.ImageIO;
import javax.swing.JList;
import javax.swing.JMenuItem;
import javax.swing.JPopupMenu;
import javax.swing.MenuElement;
import javax.swing.MenuSelectionManager;

/** A user's hand at the mouse and the keys: real events on a real display, and a count of the clicks. For probes. */
public final class Hand {
	private static final int LIMIT_MS = 60_000;

	private final Robot robot;
	private int clicks;

	public Hand() throws AWTException {
		robot = new Robot();
		robot.setAutoDelay(40);
	}

	public int clicks() {
		return clicks;
	}

	/** Clicks into the middle of a component, once it can be clicked. */
	public void click(Component component) throws Exception {
		until(() -> component.isShowing() && component.isEnabled());
		Rectangle bounds = onEvents(() -> new Rectangle(component.getLocationOnScreen(), component.getSize()));
		click(bounds.x + bounds.width / 2, bounds.y + bounds.height / 2);
	}

	/** Clicks an item of a list. */
	public void click(JList<?> list, int index) throws Exception {
		Point at = onEvents(() -> {
			list.ensureIndexIsVisible(index);
			Rectangle cell = list.getCellBounds(index, index);
			Point corner = list.getLocationOnScreen();
			return new Point(corner.x + cell.x + cell.width / 2, corner.y + cell.y + cell.height / 2);
		});
		click(at.x, at.y);
	}

	/** Clicks an entry of the menu that has popped up. */
	public void clickEntry(String text) throws Exception {
		JMenuItem[] found = new JMenuItem[1];
		until(() -> {
			for (MenuElement element : MenuSelectionManager.defaultManager().getSelectedPath())
				if (element instanceof JPopupMenu menu) for (Component item : menu.getComponents())
					if (item instanceof JMenuItem entry && entry.getText().equals(text) && entry.isShowing()) found[0] = entry;
			return found[0] != null;
		});
		click(found[0]);
	}

	public void click(int x, int y) {
		move(x, y);
		robot.mousePress(InputEvent.BUTTON1_DOWN_MASK);
		robot.mouseRelease(InputEvent.BUTTON1_DOWN_MASK);
		robot.waitForIdle();
		clicks++;
	}

	/** Drags along a component's width, from one share of it to another. */
	public void drag(Component component, double from, double to) throws Exception {
		Rectangle bounds = onEvents(() -> new Rectangle(component.getLocationOnScreen(), component.getSize()));
		int y = bounds.y + bounds.height / 2;
		move(bounds.x + (int) (from * bounds.width), y);
		robot.mousePress(InputEvent.BUTTON1_DOWN_MASK);
		for (int step = 1; step <= 10; step++)
			move(bounds.x + (int) ((from + (to - from) * step / 10) * bounds.width), y);
		robot.mouseRelease(InputEvent.BUTTON1_DOWN_MASK);
		robot.waitForIdle();
		clicks++;
	}

	private void move(int x, int y) {
		robot.mouseMove(x, y);
	}

	public void key(int code) {
		robot.keyPress(code);
		robot.keyRelease(code);
		robot.waitForIdle();
	}

	/** Takes a picture of a window. */
	public void picture(Window window, File file) throws Exception {
		robot.waitForIdle();
		Thread.sleep(300);
		Rectangle bounds = onEvents(window::getBounds).intersection(new Rectangle(Toolkit.getDefaultToolkit().getScreenSize()));
		ImageIO.write(robot.createScreenCapture(bounds), "png", file);
	}

	/** The component of a name. */
	public static <T extends Component> T find(Container container, Class<T> type, String name) {
		for (Component component : container.getComponents()) {
			if (type.isInstance(component) && name.equals(component.getName())) return type.cast(component);
			T inner = component instanceof Container next ? find(next, type, name) : null;
			if (inner != null) return inner;
		}
		return null;
	}

	/** The window of a title, once it is there. */
	public static Window window(String title) throws Exception {
		Window[] found = new Window[1];
		until(() -> {
			for (Window window : Window.getWindows())
				if (window.isShowing() && window instanceof java.awt.Frame frame && frame.getTitle().equals(title)) found[0] = window;
			return found[0] != null;
		});
		return found[0];
	}

	/** Computes on the event thread. */
	public static <T> T onEvents(Callable<T> what) throws Exception {
		FutureTask<T> task = new FutureTask<>(what);
		EventQueue.invokeLater(task);
		return task.get();
	}

	/** Waits until something is true, which is asked on the event thread. */
	public static void until(BooleanSupplier condition) throws Exception {
		for (int waited = 0; !onEvents(condition::getAsBoolean); waited += 20) {
			if (waited > LIMIT_MS) throw new IllegalStateException("Waited in vain");
			Thread.sleep(20);
		}
	}

	/** Writes a picture of all the display. */
	public void display(File file) throws IOException {
		ImageIO.write(robot.createScreenCapture(new Rectangle(Toolkit.getDefaultToolkit().getScreenSize())), "png", file);
	}
}
