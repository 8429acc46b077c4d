package sc.fiji.stfpm.workbench;

import java.awt.datatransfer.DataFlavor;
import java.awt.datatransfer.UnsupportedFlavorException;
import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;

import javax.swing.TransferHandler;

/** Takes files and folders that are dropped, or pasted. */
final class FileDrop extends TransferHandler {
	private static final long serialVersionUID = 1L;

	private final transient Consumer<List<Path>> taker;

	FileDrop(Consumer<List<Path>> taker) {
		this.taker = taker;
	}

	@Override
	public boolean canImport(TransferSupport support) {
		return support.isDataFlavorSupported(DataFlavor.javaFileListFlavor);
	}

	@Override
	public boolean importData(TransferSupport support) {
		if (!canImport(support)) return false;
		try {
			taker.accept(((List<?>) support.getTransferable().getTransferData(DataFlavor.javaFileListFlavor)).stream().map(file -> ((File) file)
				.toPath()).toList());
			return true;
		}
		catch (UnsupportedFlavorException | IOException e) {
			return false;
		}
	}
}
