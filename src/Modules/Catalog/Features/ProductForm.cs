using Entrepot.Catalog.Domain;
using Entrepot.Kernel;
using Entrepot.Platform.Ui;

namespace Entrepot.Catalog.Features;

/// <summary>Reads the form of a product's page.</summary>
internal static class ProductForm
{
    private const int NameLengthMax = 200;
    private const int CategoryLengthMax = 64;

    /// <summary>As it is printed: with dots and blanks ten digits take fourteen places.</summary>
    private const int PrintedCodeLengthMax = 14;

    /// <summary>An unticked box is not posted at all, so every one of them is read; a code that was typed goes before the suggestion that was marked.</summary>
    public static ProductChange Read(PostedForm form)
    {
        var typed = form.Text("hsCode", longest: PrintedCodeLengthMax);
        return new()
        {
            Name = form.Text("name", required: true, longest: NameLengthMax),
            NameChinese = form.Text("nameChinese", longest: NameLengthMax),
            WeightGrams = form.Whole("weightGrams") ?? 0,
            LengthMillimetres = form.Whole("lengthMillimetres") ?? 0,
            WidthMillimetres = form.Whole("widthMillimetres") ?? 0,
            HeightMillimetres = form.Whole("heightMillimetres") ?? 0,
            Battery = (form.Choice<BatteryKind>("battery") ?? BatteryKind.None).ToString(),
            IsLiquid = form.Ticked("isLiquid"),
            IsAlcohol = form.Ticked("isAlcohol"),
            KeepUpright = form.Ticked("keepUpright"),
            Category = form.Text("category", longest: CategoryLengthMax),
            HsCode = typed.Length > 0 ? typed : form.Text("suggested", longest: PrintedCodeLengthMax),
            Origin = form.Text("origin", longest: 2),
            CustomsDescription = form.Text("customsDescription", longest: ProductRules.DescriptionLengthMax),
            Barcodes = form.Text("barcodes", longest: ProductRules.BarcodesMax * (ProductRules.CodeLengthMax + 2)).Split(['\r', '\n'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries),
        };
    }

    /// <summary>A fault of the size as a whole is shown at its first field.</summary>
    public static Problem At(Problem problem) => problem.Field == "size" ? problem with { Field = "lengthMillimetres" } : problem;
}
