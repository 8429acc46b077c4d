package sc.fiji.stfpm.ij1;

import java.awt.Choice;
import java.awt.EventQueue;
import java.awt.event.ItemEvent;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import ij.io.DirectoryChooser;
import ij.io.OpenDialog;
import sc.fiji.stfpm.commands.AnomalyCommand;
import sc.fiji.stfpm.dataset.IgnoreRule;
import sc.fiji.stfpm.network.ComputeDevice;
import sc.fiji.stfpm.network.Devices;
import sc.fiji.stfpm.network.EngineUnavailableException;
import sc.fiji.stfpm.teacher.EmbeddedTeacher;
import sc.fiji.stfpm.teacher.TeacherStore;
import sc.fiji.stfpm.ui.IgnoredAreas;

/** The choice for a text of which most users want one of a few: a teacher or a device. */
final class OfferedChoice {
	/** Stands for an empty text. */
	private static final String BY_ITSELF = "found by itself";
	private static final String OTHER_FILE = "Other file...";
	private static final String OTHER_FOLDER = "Other folder...";

	private final Choice choice;
	private final String offer;
	private String chosen;
	private boolean asked;

	/**
	 * @param choice filled already with {@link #of(String)}
	 * @param offer see {@link AnomalyCommand#OFFER}
	 * @param text that it begins with
	 */
	OfferedChoice(Choice choice, String offer, String text) {
		this.choice = choice;
		this.offer = offer;
		show(text);
		choice.addItemListener(this::chosen);
	}

	private static boolean isDevices(String offer) {
		return offer.equals(AnomalyCommand.DEVICES) || offer.equals(AnomalyCommand.SEVERAL_DEVICES);
	}

	/** What to offer by {@link AnomalyCommand#OFFER}, as the choice's items. */
	static List<String> of(String offer) {
		if (isDevices(offer)) return List.of("auto", "cpu");
		List<String> items = new ArrayList<>();
		if (offer.equals(AnomalyCommand.IGNORED)) items.addAll(List.of(IgnoreRule.NOTHING, IgnoreRule.BACKGROUND, OTHER_FILE, OTHER_FOLDER));
		if (offer.equals(AnomalyCommand.IGNORED_IN_IMAGE)) {
			items.addAll(IgnoredAreas.choices());
			items.add(OTHER_FILE);
		}
		if (!items.isEmpty()) return items;
		if (offer.equals(AnomalyCommand.MODEL_TEACHERS)) items.add(BY_ITSELF);
		items.addAll(EmbeddedTeacher.ids());
		try {
			TeacherStore.stored().forEach(file -> items.add(name(file)));
		}
		catch (IOException e) {
			// The folder cannot be read; training with one of its teachers would say so.
		}
		items.add(OTHER_FILE);
		return items.stream().distinct().toList();
	}

	private static String name(Path file) {
		return file.getFileName().toString().replaceFirst("\\.[^.]*$", "");
	}

	String text() {
		String item = choice.getSelectedItem();
		return item.equals(BY_ITSELF) ? "" : item.equals(OTHER_FILE) || item.equals(OTHER_FOLDER) ? chosen : item;
	}

	/** Selects a text, which need not have been offered. */
	void show(String text) {
		String item = text.isEmpty() ? BY_ITSELF : text;
		if (!has(item)) choice.insert(item, 0);
		choice.select(item);
		chosen = text;
	}

	private boolean has(String item) {
		for (int i = 0; i < choice.getItemCount(); i++)
			if (choice.getItem(i).equals(item)) return true;
		return false;
	}

	private void chosen(ItemEvent event) {
		if (OTHER_FOLDER.equals(choice.getSelectedItem())) {
			String folder = new DirectoryChooser("A folder of masks").getDirectory();
			show(folder == null ? chosen : folder);
			return;
		}
		if (!OTHER_FILE.equals(choice.getSelectedItem())) {
			chosen = text();
			return;
		}
		OpenDialog open = new OpenDialog(offer.contains("ignored") ? "A mask image" : "A teacher's weight file", null);
		show(open.getFileName() == null ? chosen : open.getDirectory() + open.getFileName());
	}

	/** Once the choice is shown, if it is one of devices, adds those of the engine, whose start takes a moment. */
	void addDevicesWhenShown() {
		if (!isDevices(offer)) return;
		choice.addHierarchyListener(event -> {
			if (choice.isShowing() && !asked) addDevices();
		});
	}

	private void addDevices() {
		asked = true;
		Thread thread = new Thread(() -> {
			try {
				List<String> ids = offer.equals(AnomalyCommand.SEVERAL_DEVICES) ? Devices.offered() : ComputeDevice.available().stream().map(ComputeDevice::id).toList();
				EventQueue.invokeLater(() -> ids.stream().filter(id -> !has(id)).forEach(choice::add));
			}
			catch (EngineUnavailableException | LinkageError e) {
				// Said by whatever needs the engine.
			}
		}, "devices");
		thread.setDaemon(true);
		thread.start();
	}
}
