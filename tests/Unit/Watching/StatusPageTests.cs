using System.Net;
using System.Text.RegularExpressions;
using Entrepot.Platform.Data;
using Entrepot.Platform.Work;
using Entrepot.Unit.Routes;
using Microsoft.Extensions.DependencyInjection;

namespace Entrepot.Unit.Watching;

[Storage]
public sealed partial class StatusPageTests
{
    [Fact]
    public async Task It_shows_what_waits_and_which_channel_was_heard_of()
    {
        await using var host = await ProductHost.StartAsync();
        await host.AskAsync(ProductHost.Ours, async services =>
        {
            await using var unit = await services.GetRequiredService<EntrepotDb>().BeginAsync(CancellationToken.None);
            services.GetRequiredService<WorkQueue>().Add("test.status", "a", "a", TimeSpan.FromMinutes(-10));
            services.GetRequiredService<WorkQueue>().Add("test.status", "b", "b", TimeSpan.FromMinutes(10));
            return await unit.CommitAsync(CancellationToken.None);
        });
        using var program = await host.ProgramAsync(ProductHost.Ours, "settings.edit");

        var rows = Rows(await program.GetStringAsync("/status"));
        rows.ShouldContain("test.status 1 1 0 10 min ago");
        rows.ShouldContain("channels.intake 0 0 0 –");
        rows.ShouldContain("Amazon.co.uk now now");
        rows.ShouldContain("Amazon.de – –");
    }

    [Fact]
    public async Task It_is_for_those_who_may_change_settings_and_shows_their_own_company()
    {
        await using var host = await ProductHost.StartAsync();
        using var reader = await host.ProgramAsync(ProductHost.Ours, "orders.view", "overview.view");
        (await reader.GetAsync("/status")).StatusCode.ShouldBe(HttpStatusCode.Forbidden);

        using var stranger = await host.ProgramAsync(ProductHost.Theirs, "settings.edit");
        Rows(await stranger.GetStringAsync("/status")).ShouldBe(["channels.intake 0 0 0 –"]);
    }

    private static List<string> Rows(string page) => [.. Row().Matches(page).Where(row => row.Value.Contains("<td", StringComparison.Ordinal)).Select(row =>
        string.Join(' ', Cell().Matches(row.Value).Select(cell => Tag().Replace(cell.Groups[1].Value, "").Trim())))];

    [GeneratedRegex("<tr.*?</tr>", RegexOptions.Singleline)]
    private static partial Regex Row();

    [GeneratedRegex("<td[^>]*>(.*?)</td>", RegexOptions.Singleline)]
    private static partial Regex Cell();

    [GeneratedRegex("<[^>]+>")]
    private static partial Regex Tag();
}
