using Entrepot.Platform.Documents.Barcodes;
using Entrepot.Platform.Documents.Fonts;
using Entrepot.Platform.Documents.Pdf;
using Entrepot.Platform.Documents.Text;
using Entrepot.Platform.Documents.Zpl;

namespace Entrepot.Platform.Documents.Papers;

/// <summary>The label that a carrier scans, on any label's sheet: as a PDF, and as ZPL for thermal printers of 203 or 300 dpi.</summary>
public static class CarrierLabelPaper
{
    public const double WidthMillimetres = 101.6;
    public const double HeightMillimetres = 152.4;

    private const double Margin = 3;
    private const double Padding = 1.5;

    /// <summary>What the heights of the sections are drawn up for; on other sheets they keep their shares.</summary>
    private const double FrameHeight = HeightMillimetres - (2 * Margin);

    private static readonly TextStyle Caption = new(6) { Bold = true };

    /// <summary>One PDF page per label, in the order given. On A4 the label is the upper left quarter, as sheets of four stickers have it.</summary>
    public static byte[] Render(IReadOnlyList<CarrierLabel> labels, FontLibrary fonts, DateTime createdAt, PaperSheet sheet = PaperSheet.Label4x6)
    {
        var title = labels.Count == 1 ? $"Label {labels[0].TrackingNumber}" : $"{labels.Count} labels";
        var document = new PdfDocument(fonts, new(title, createdAt));
        var (width, height) = sheet.Size();
        foreach (var label in labels)
        {
            var page = document.AddPage(width, height);
            Draw(page, label, sheet.IsLabel() ? page.Sheet : new(0, 0, width / 2, height / 2));
        }
        return document.ToBytes();
    }

    public static byte[] Render(CarrierLabel label, FontLibrary fonts, DateTime createdAt, PaperSheet sheet = PaperSheet.Label4x6) => Render([label], fonts, createdAt, sheet);

    /// <summary>One ZPL format per label, to be sent to the printer in UTF-8.</summary>
    /// <param name="dpi">Dots per inch of the printer: 203 or 300.</param>
    public static string RenderZpl(IReadOnlyList<CarrierLabel> labels, FontLibrary fonts, PaperSheet sheet = PaperSheet.Label4x6, int dpi = PrinterDots.PerInch) => string.Concat(labels.Select(label =>
    {
        var (width, height) = sheet.Size();
        var canvas = new ZplLabel(fonts, width, height, dpi);
        Draw(canvas, label, canvas.Sheet);
        return canvas.ToString();
    }));

    public static string RenderZpl(CarrierLabel label, FontLibrary fonts, PaperSheet sheet = PaperSheet.Label4x6, int dpi = PrinterDots.PerInch) => RenderZpl([label], fonts, sheet, dpi);

    private static void Draw(ICanvas canvas, CarrierLabel label, Box area)
    {
        var frame = area.Inset(Margin);
        var scale = Math.Min(1, frame.Height / FrameHeight);
        canvas.Frame(frame, 0.5);
        var (service, belowService) = frame.CutTop(19 * scale);
        var (sender, belowSender) = belowService.CutTop(27 * scale);
        var (consignee, belowConsignee) = belowSender.CutTop((label.Sscc.Length > 0 ? 35 : 45) * scale); // A second barcode takes its height from the largest letters.
        var (details, tracking) = belowConsignee.CutTop(26 * scale);

        DrawService(canvas, label, service, scale);
        DrawSender(canvas, label, Under(canvas, sender));
        DrawConsignee(canvas, label, Under(canvas, consignee));
        DrawDetails(canvas, label, Under(canvas, details));
        DrawTracking(canvas, label, Under(canvas, tracking), scale);
    }

    private static Box Under(ICanvas canvas, Box section)
    {
        canvas.HorizontalRule(section.X, section.Y, section.Width, 0.5);
        return section.Inset(Padding);
    }

    private static void DrawService(ICanvas canvas, CarrierLabel label, Box section, double scale)
    {
        var names = section;
        if (label.RoutingCode.Length > 0)
        {
            (names, var routing) = section.CutRight(44);
            canvas.Fill(routing, Ink.Black);
            canvas.Text(label.RoutingCode, routing.Inset(2), new(30) { Bold = true, Ink = Ink.White, Align = HorizontalAlign.Centre, Vertical = VerticalAlign.Middle });
        }
        var (carrier, service) = names.Inset(Padding).CutTop(8.5 * scale);
        canvas.Text(label.Carrier, carrier, new(17) { Bold = true, Vertical = VerticalAlign.Middle });
        canvas.Text(label.Service, service, new(11) { Vertical = VerticalAlign.Middle });
    }

    private static void DrawSender(ICanvas canvas, CarrierLabel label, Box section)
    {
        var (address, facts) = section.CutRight(36);
        DrawAddress(canvas, "FROM", label.ShipFrom, address with { Width = address.Width - (2 * Padding) }, new(8));

        canvas.VerticalRule(facts.X - Padding, section.Y - Padding, section.Height + (2 * Padding));
        var rowHeight = facts.Height / 4;
        foreach (var (name, value) in Facts(label))
        {
            (var row, facts) = facts.CutTop(rowHeight);
            var (left, right) = row.CutLeft(13);
            canvas.Text(name, left, Caption with { Vertical = VerticalAlign.Middle });
            canvas.Text(value, right, new(9) { Bold = true, Vertical = VerticalAlign.Middle });
        }
    }

    private static (string Name, string Value)[] Facts(CarrierLabel label) =>
    [
        ("DATE", PaperText.Date(label.Date)),
        ("WEIGHT", PaperText.Kilograms(label.WeightGrams)),
        ("PARCEL", $"{label.ParcelNumber} of {label.ParcelCount}"),
        ("REF", label.Reference),
    ];

    private static void DrawConsignee(ICanvas canvas, CarrierLabel label, Box section) =>
        DrawAddress(canvas, "TO", label.ShipTo, section, new(14) { Bold = true });

    private static void DrawAddress(ICanvas canvas, string caption, Kernel.Address address, Box box, TextStyle style)
    {
        var (head, body) = box.CutTop(3.2);
        canvas.Text(caption, head, Caption);

        var phone = address.Phone.Length == 0 ? "" : "\nTel. " + address.Phone;
        var whole = string.Join('\n', AddressLines.Of(address)) + phone;
        var layout = TextLayout.Fit(canvas.Fonts, whole, style, body.Width, body.Height);
        if (layout.IsComplete)
        {
            canvas.Draw(layout, body, style);
            return;
        }

        // Names may be cut, the place may not: it keeps the lower half, and names and street share the other.
        var (recipient, place) = body.CutTop(body.Height / 2);
        canvas.Text(string.Join('\n', AddressLines.Recipient(address)), recipient, style);
        canvas.Text(string.Join('\n', AddressLines.Place(address)) + phone, place, style);
    }

    private static void DrawDetails(ICanvas canvas, CarrierLabel label, Box section)
    {
        var (text, qr) = section.CutRight(section.Height);
        var payload = label.QrPayload.Length > 0 ? label.QrPayload : label.TrackingNumber;
        canvas.Modules(label.Matrix == LabelMatrix.DataMatrix && DataMatrix.CanEncode(payload) ? DataMatrix.Encode(payload) : QrCode.Encode(payload), qr);
        if (label.CustomsHint.Length == 0) return;

        var (head, body) = text.CutTop(3.2);
        canvas.Text("CUSTOMS", head, Caption);
        canvas.Text(label.CustomsHint, body, new(11) { Bold = true });
    }

    /// <summary>The carrier's number, and below it the SSCC of the handling unit where it has one.</summary>
    private static void DrawTracking(ICanvas canvas, CarrierLabel label, Box section, double scale)
    {
        var unit = label.Sscc.Length == 0 ? null : Gs1.Encode([new("00", label.Sscc, "SSCC")]).Value;
        var (first, second) = unit is null ? (section, section) : section.CutTop(section.Height / 2);
        DrawCode(canvas, "TRACKING NUMBER", Code128.Encode(label.TrackingNumber), first, scale);
        if (unit is not null) DrawCode(canvas, "SSCC", unit, second, scale);
    }

    private static void DrawCode(ICanvas canvas, string caption, LinearBarcode code, Box section, double scale)
    {
        var (head, below) = section.CutTop(3.2);
        canvas.Text(caption, head, Caption);
        var height = Math.Min(6 * scale, below.Height * 0.45);
        var (bars, number) = below.CutTop(below.Height - height);
        canvas.Bars(code, bars with { Height = bars.Height - 0.5 });
        canvas.Text(code.Text, number, new(13 * scale) { Bold = true, Align = HorizontalAlign.Centre, Vertical = VerticalAlign.Middle });
    }
}
