using System.Globalization;
using System.Xml.Linq;

namespace Entrepot.Unit.Documents;

/// <summary>Words that reach over the edge of their page, from the boxes that pdftotext measures.</summary>
internal static class Overflow
{
    /// <summary>A millimetre at the edge that no printer can be trusted with, in points.</summary>
    private const double EdgePoints = 2.8;

    public static IEnumerable<string> Of(string boxes)
    {
        foreach (var page in XDocument.Parse(boxes).Descendants().Where(element => element.Name.LocalName == "page"))
        {
            var (width, height) = (Number(page, "width"), Number(page, "height"));
            page.Elements().ShouldNotBeEmpty();
            foreach (var word in page.Elements())
                if (Number(word, "xMin") < EdgePoints || Number(word, "yMin") < EdgePoints || Number(word, "xMax") > width - EdgePoints || Number(word, "yMax") > height - EdgePoints)
                    yield return word.Value;
        }
    }

    private static double Number(XElement element, string name) => double.Parse(element.Attribute(name)!.Value, CultureInfo.InvariantCulture);
}
