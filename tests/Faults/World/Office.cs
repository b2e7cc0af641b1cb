using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using System.Text;

namespace Entrepot.Faults;

/// <summary>The people who upload dealers' files. Every order of a file that was taken must be there in the end.</summary>
internal sealed class Office(HttpClient http, int ordersInAFile)
{
    private const string Heading = "order,line,sku,description,quantity,unit price,placed at,buyer,country,currency,name,address,city,province,postcode,phone,email,shipping";

    private readonly ConcurrentBag<string> taken = [];
    private int files;

    /// <summary>Numbers of all orders in files that the installation has taken.</summary>
    public IReadOnlyCollection<string> Taken => [.. taken];

    public async Task WorkAsync(TimeSpan pause, CancellationToken ct)
    {
        while (!ct.IsCancellationRequested)
        {
            await UploadAsync();
            await Task.Delay(pause, ct).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    /// <summary>Uploads the next file; sent again, as a browser's user would do who saw an error, it makes duplicates of nothing.</summary>
    public async Task UploadAsync()
    {
        var file = Interlocked.Increment(ref files);
        var numbers = Enumerable.Range(1, ordersInAFile).Select(order => string.Create(CultureInfo.InvariantCulture, $"B2B-{file:D4}-{order:D4}")).ToList();
        var text = new StringBuilder(Heading).Append('\n');
        var placed = DateTime.UtcNow.ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture);
        foreach (var (index, number) in numbers.Index())
            text.Append(CultureInfo.InvariantCulture, $"{number},1,EL-HEAD-KID,Children's headphones,{1 + (index % 3)},12.34,{placed},DEALER-{file}-{index},DE,EUR,Anna Hoffmann {number},Hauptstraße {index + 1},Leipzig,,04109,+49 30 2312{index:D4},anna{file}x{index}@example.com,9.90\n");

        using var form = new MultipartFormDataContent();
        form.Add(new StringContent("b2b-file"), "channel");
        form.Add(new StringContent("plain-csv"), "profile");
        form.Add(new StringContent(text.ToString(), Encoding.UTF8, "text/csv"), "file", $"dealers-{file}.csv");
        using var answer = await http.PostAsync(new Uri("/imports", UriKind.Relative), form);
        if (answer.StatusCode != HttpStatusCode.SeeOther) throw new HttpRequestException($"A file was not taken: {(int)answer.StatusCode} {await answer.Content.ReadAsStringAsync()}");
        foreach (var number in numbers) taken.Add(number);
    }
}
