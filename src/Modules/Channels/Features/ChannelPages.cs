using Entrepot.Channels.Contracts;
using Entrepot.Kernel;
using Entrepot.Platform.Audit;
using Entrepot.Platform.Data;
using Entrepot.Platform.Http;
using Entrepot.Platform.Ui;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Entrepot.Channels.Features;

/// <summary>The shops and files that the company takes orders from: looked through, and another one added.</summary>
internal sealed class ChannelPages(EntrepotDb db, IdBlocks ids, ISalesChannels channels, ChangeLog log)
{
    private const string Path = "/channels";
    public const string Subject = "channels";

    internal sealed record Request(string Code, string Name, string Kind, string Currency);

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/api/v1/channels", async (ISalesChannels all, CancellationToken ct) => await all.AllAsync(ct))
            .RequireAuthorization("imports.view").WithSummary("The company's sales channels");
        routes.MapPost("/api/v1/channels", async (Request request, ChannelPages pages, CancellationToken ct) => (await pages.AddAsync(request, ct)).ToHttp())
            .RequireAuthorization("settings.edit").DisableAntiforgery().WithSummary("Add a sales channel");
        routes.MapGet(Path, async (ChannelPages pages, CancellationToken ct) => await pages.ShowAsync(PostedForm.Blank, ct)).RequireAuthorization("imports.view");
        routes.MapPost(Path, async (PostedForm form, ChannelPages pages, Text words, CancellationToken ct) => await pages.PostAsync(form, words, ct)).RequireAuthorization("settings.edit");
    }

    private async Task<PageResult> ShowAsync(PostedForm form, CancellationToken ct)
    {
        var view = new ChannelListView(new(Path, []), await channels.AllAsync(ct), await log.OfAsync(Subject, ct));
        return form.HasProblems ? PageResult.Invalid<ChannelListPage>(new { View = view, Posted = form }) : PageResult.Show<ChannelListPage>(new { View = view });
    }

    private async Task<PageResult> PostAsync(PostedForm form, Text words, CancellationToken ct)
    {
        var request = new Request(form.Text("code", required: true, longest: 32), form.Text("name", required: true, longest: 100),
            form.Text("kind", required: true, longest: 32), form.Text("currency", required: true, longest: 3));
        if (!form.HasProblems && (await AddAsync(request, ct)).Problem is { } refused) form.With(refused);
        return form.HasProblems ? await ShowAsync(form, ct) : PageResult.Go(Path).Saying(words["{0} is a sales channel now", request.Name]);
    }

    private async Task<Result<SalesChannel>> AddAsync(Request request, CancellationToken ct)
    {
        var channel = new SalesChannel(new(ids.Next()), request.Code, request.Name, request.Kind, request.Currency);
        await using var unit = await db.BeginAsync(ct);
        if ((await channels.AddAsync(channel, ct)).Problem is { } problem) return problem;

        log.Add(Subject, "", new Change("Sales channel", "", $"{channel.Code} · {channel.Name} · {channel.Kind} · {channel.Currency}"));
        return (await unit.CommitAsync(ct)).Problem is { } raced ? raced : channel;
    }
}
