using System.Text;

namespace Entrepot.Customs.Domain.Parties;

/// <summary>Reads the publishers' text files as they are.</summary>
internal static class QuotedRows
{
    /// <summary>Rows of quoted fields; a quote inside a field is doubled. OFAC ends its files with the character 26.</summary>
    public static IEnumerable<List<string>> Of(string text, char separator)
    {
        var fields = new List<string>();
        var field = new StringBuilder();
        var quoted = false;
        for (var i = 0; i < text.Length; i++)
        {
            var letter = text[i];
            if (quoted)
            {
                if (letter != '"') field.Append(letter);
                else if (i + 1 < text.Length && text[i + 1] == '"') { field.Append('"'); i++; }
                else quoted = false;
            }
            else if (letter == '"') quoted = true;
            else if (letter == separator) Take();
            else if (letter == '\n')
            {
                Take();
                if (fields.Count > 1) yield return [.. fields];
                fields.Clear();
            }
            else if (letter is not ('\r' or '\u001A' or '\uFEFF')) field.Append(letter);
        }

        Take();
        if (fields.Count > 1) yield return fields;

        void Take()
        {
            fields.Add(field.ToString().Trim());
            field.Clear();
        }
    }
}
