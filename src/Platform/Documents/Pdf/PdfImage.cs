using System.Buffers.Binary;
using Entrepot.Platform.Documents.Issuing;

namespace Entrepot.Platform.Documents.Pdf;

/// <summary>A logo in a PDF. Its PNG is one that <see cref="LogoFile"/> wrote, whose compressed rows a PDF takes as they are (ISO 32000-1, 7.4.4.4).</summary>
internal sealed class PdfImage
{
    private const int HeaderAt = 16, DataLengthAt = 33, DataAt = 41;

    private readonly byte[] png;

    public PdfImage(LogoPicture logo)
    {
        (Hash, png) = (logo.Hash, logo.Png);
        (Width, Height) = (BinaryPrimitives.ReadInt32BigEndian(png.AsSpan(HeaderAt)), BinaryPrimitives.ReadInt32BigEndian(png.AsSpan(HeaderAt + 4)));
    }

    public string Hash { get; }
    public int Width { get; }
    public int Height { get; }

    public int AddTo(PdfFile file) => file.AddStream(
        $"/Type/XObject/Subtype/Image/Width {Width}/Height {Height}/ColorSpace/DeviceRGB/BitsPerComponent 8/DecodeParms<</Predictor 15/Colors 3/BitsPerComponent 8/Columns {Width}>>",
        png.AsSpan(DataAt, BinaryPrimitives.ReadInt32BigEndian(png.AsSpan(DataLengthAt))));
}
