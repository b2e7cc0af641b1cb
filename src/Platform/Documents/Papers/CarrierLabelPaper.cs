using Entrepot.Platform.Documents.Barcodes;
using Entrepot.Platform.Documents.Fonts;
using Entrepot.Platform.Documents.Pdf;
using Entrepot.Platform.Documents.Text;
using Entrepot.Platform.Documents.Zpl;

namespace Entrepot.Platform.Documents.Papers;

/// <summary>The 4 × 6 inch label that a carrier scans, as a PDF and as ZPL for thermal printers at 203 dpi.</summary>
public static class CarrierLabelPaper
{
    public const double WidthMillimetres = 101.6;
    public const double HeightMillimetres = 152.4;

    private const double Margin = 3;
    private const double Padding = 1.5;

    private static readonly TextStyle Caption = new(6) { Bold = true };

    /// <summary>One PDF page per label, in the order given.</summary>
    public static byte[] Render(IReadOnlyList<CarrierLabel> labels, FontLibrary fonts, DateTime createdAt)
    {
        var title = labels.Count == 1 ? $"Label {labels[0].TrackingNumber}" : $"{labels.Count} labels";
        var document = new PdfDocument(fonts, new(title, createdAt));
        foreach (var label in labels) Draw(document.AddPage(WidthMillimetres, HeightMillimetres), label);
        return document.ToBytes();
    }

    public static byte[] Render(CarrierLabel label, FontLibrary fonts, DateTime createdAt) => Render([label], fonts, createdAt);

    /// <summary>One ZPL format per label, to be sent to the printer in UTF-8.</summary>
    public static string RenderZpl(IReadOnlyList<CarrierLabel> labels, FontLibrary fonts) => string.Concat(labels.Select(label =>
    {
        var canvas = new ZplLabel(fonts, WidthMillimetres, HeightMillimetres);
        Draw(canvas, label);
        return canvas.ToString();
    }));

    public static string RenderZpl(CarrierLabel label, FontLibrary fonts) => RenderZpl([label], fonts);

    private static void Draw(ICanvas canvas, CarrierLabel label)
    {
        var frame = canvas.Sheet.Inset(Margin);
        canvas.Frame(frame, 0.5);
        var (service, belowService) = frame.CutTop(19);
        var (sender, belowSender) = belowService.CutTop(27);
        var (consignee, belowConsignee) = belowSender.CutTop(45);
        var (details, tracking) = belowConsignee.CutTop(26);

        DrawService(canvas, label, service);
        DrawSender(canvas, label, Under(canvas, sender));
        DrawConsignee(canvas, label, Under(canvas, consignee));
        DrawDetails(canvas, label, Under(canvas, details));
        DrawTracking(canvas, label, Under(canvas, tracking));
    }

    private static Box Under(ICanvas canvas, Box section)
    {
        canvas.HorizontalRule(section.X, section.Y, section.Width, 0.5);
        return section.Inset(Padding);
    }

    private static void DrawService(ICanvas canvas, CarrierLabel label, Box section)
    {
        var names = section;
        if (label.RoutingCode.Length > 0)
        {
            (names, var routing) = section.CutRight(44);
            canvas.Fill(routing, Ink.Black);
            canvas.Text(label.RoutingCode, routing.Inset(2), new(30) { Bold = true, Ink = Ink.White, Align = HorizontalAlign.Centre, Vertical = VerticalAlign.Middle });
        }
        var (carrier, service) = names.Inset(Padding).CutTop(8.5);
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
        canvas.Modules(QrCode.Encode(label.QrPayload.Length > 0 ? label.QrPayload : label.TrackingNumber), qr);
        if (label.CustomsHint.Length == 0) return;

        var (head, body) = text.CutTop(3.2);
        canvas.Text("CUSTOMS", head, Caption);
        canvas.Text(label.CustomsHint, body, new(11) { Bold = true });
    }

    private static void DrawTracking(ICanvas canvas, CarrierLabel label, Box section)
    {
        var (head, below) = section.CutTop(3.2);
        canvas.Text("TRACKING NUMBER", head, Caption);
        var (number, bars) = (below with { Y = below.Bottom - 6, Height = 6 }, below with { Height = below.Height - 6.5 });
        canvas.Bars(Code128.Encode(label.TrackingNumber), bars);
        canvas.Text(label.TrackingNumber, number, new(13) { Bold = true, Align = HorizontalAlign.Centre, Vertical = VerticalAlign.Middle });
    }
}
