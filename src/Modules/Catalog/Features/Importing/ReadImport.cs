using System.IO.Compression;
using Entrepot.Catalog.Contracts;
using Entrepot.Catalog.Data;
using Entrepot.Catalog.Domain;
using Entrepot.Kernel;
using Entrepot.Platform.Data;

namespace Entrepot.Catalog.Features.Importing;

/// <summary>Holds a stored file of products against the catalogue as it stands now.</summary>
internal sealed class ReadImport(EntrepotDb db, CatalogSnapshots snapshots, IHsCodes codes, IPieces pieces)
{
    public static byte[] Pack(byte[] content)
    {
        using var packed = new MemoryStream();
        using (var brotli = new BrotliStream(packed, CompressionLevel.Fastest)) brotli.Write(content);
        return packed.ToArray();
    }

    public static ProductFile FileOf(ProductImport import)
    {
        using var unpacked = new BrotliStream(new MemoryStream(import.Content), CompressionMode.Decompress);
        using var content = new MemoryStream();
        unpacked.CopyTo(content);
        return ProductFile.Read(content.ToArray()).Value; // It was read once before it was stored.
    }

    /// <summary>What each row would do, in the order in which they are taken over.</summary>
    public async Task<IReadOnlyList<ProposedRow>> ProposeAsync(ProductFile file, CancellationToken ct)
    {
        var snapshot = await snapshots.CurrentAsync(db, ct);
        var held = await HeldAsync(file, snapshot, ct);
        return new ImportProposal(snapshot, codes, id => held.GetValueOrDefault(id)).Of(file);
    }

    /// <summary>Asked only for plain products that the file makes bundles of.</summary>
    private async Task<Dictionary<ProductId, long>> HeldAsync(ProductFile file, CatalogSnapshot snapshot, CancellationToken ct)
    {
        var (sku, parts) = (IndexOf(file, ProductColumns.Sku), IndexOf(file, "parts"));
        if (parts < 0) return [];
        var becoming = file.Rows.Where(row => parts < row.Cells.Count && row.Cells[parts].Trim().Length > 0)
            .Select(row => snapshot.FindSku(SpreadsheetText.Plain(row.Cells[sku]))).OfType<Product>().Where(product => !product.IsBundle).Select(product => product.Id).Distinct().ToList();
        if (becoming.Count == 0) return [];
        var counts = await pieces.CountAsync(becoming, ct);
        return becoming.Zip(counts).ToDictionary(pair => pair.First, pair => pair.Second.Held);
    }

    private static int IndexOf(ProductFile file, string title) => Enumerable.Range(0, file.Columns.Count).FirstOrDefault(i => file.Columns[i]?.Title == title, -1);
}
