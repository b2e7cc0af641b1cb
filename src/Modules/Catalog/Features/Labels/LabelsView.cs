using Entrepot.Catalog.Contracts;
using Entrepot.Kernel;
using Entrepot.Platform.Ui;

namespace Entrepot.Catalog.Features.Labels;

/// <summary>What is to be scanned on a product's label.</summary>
public enum LabelCode { Barcode, Sku }

/// <summary>A product whose labels are asked for.</summary>
/// <param name="Code">What is scanned.</param>
/// <param name="Symbology">How it is drawn: EAN-13, Code 128.</param>
/// <param name="Problem">Why there is no label of it.</param>
public sealed record LabelLine(Product Product, string Code, string Symbology, Problem? Problem);

public sealed record LabelsView(ListUrl Url, LabelCode Code, IReadOnlyList<LabelLine> Lines);
