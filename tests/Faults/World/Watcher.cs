using System.Globalization;
using System.Text.Json;

namespace Entrepot.Faults;

/// <summary>A balancer and an operator: they ask one server whether it can take orders, and read its numbers.</summary>
internal sealed class Watcher(ServerProcess server) : IDisposable
{
    private readonly HttpClient http = new() { BaseAddress = new(server.Url), Timeout = TimeSpan.FromSeconds(30) };

    /// <summary>No answer in time is a no, as a balancer takes it.</summary>
    public async Task<bool> IsReadyAsync()
    {
        try
        {
            using var answer = await http.GetAsync(new Uri("/health/ready", UriKind.Relative));
            return answer.IsSuccessStatusCode;
        }
        catch (OperationCanceledException)
        {
            return false;
        }
    }

    /// <summary>Names of the checks that have failed.</summary>
    public Task<List<string>> FailedAsync() => ChecksAsync("failed");

    /// <summary>Names of the checks that say so: <c>ok</c>, <c>warning</c> or <c>failed</c>.</summary>
    public async Task<List<string>> ChecksAsync(string status)
    {
        using var answer = await http.GetAsync(new Uri("/health/ready", UriKind.Relative));
        var checks = JsonDocument.Parse(await answer.Content.ReadAsStringAsync()).RootElement.GetProperty("checks");
        return [.. checks.EnumerateArray().Where(check => check.GetProperty("status").GetString() == status).Select(check => check.GetProperty("name").GetString() ?? "")];
    }

    /// <returns>False when it has not become so within the time.</returns>
    public async Task<bool> BecomesAsync(bool ready, TimeSpan within)
    {
        var until = DateTime.UtcNow + within;
        while (await IsReadyAsync() != ready)
        {
            if (DateTime.UtcNow > until) return false;
            await Task.Delay(100);
        }

        return true;
    }

    /// <summary>The sum of one number of <c>/metrics</c> over all its labels.</summary>
    /// <param name="label">Only where this label stands, e.g. <c>kind="transport.book"</c>; empty for all.</param>
    public async Task<double> NumberAsync(string name, string label = "")
    {
        var text = await http.GetStringAsync(new Uri("/metrics", UriKind.Relative));
        return text.Split('\n').Where(line => line.StartsWith(name + " ", StringComparison.Ordinal) || line.StartsWith(name + "{", StringComparison.Ordinal))
            .Where(line => line.Contains(label, StringComparison.Ordinal))
            .Sum(line => double.Parse(line[(line.LastIndexOf(' ') + 1)..], CultureInfo.InvariantCulture));
    }

    public void Dispose() => http.Dispose();
}
