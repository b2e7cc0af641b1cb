using System.Net;
using System.Text;
using Entrepot.Kernel;
using Entrepot.Platform.Data;
using Entrepot.Platform.Http;
using Entrepot.Platform.Security;
using Entrepot.Platform.Work;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Entrepot.Unit.Routes;

/// <summary>Routes of the API whose one effect can be counted, and which answer, wait or fail as a test wants it.</summary>
internal sealed class Planted
{
    public const string Mounted = "/api/v1/planted";

    private readonly TaskCompletionSource entered = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource opened = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>What the next calls of <c>/planted/status</c> answer with, one each, before they answer with 200.</summary>
    public Queue<int> Statuses { get; } = new();

    /// <summary>Where the next call of <c>/planted/fails</c> falls over.</summary>
    public bool FailsBeforeCommit { get; set; }

    public Task Entered => entered.Task;

    public void Open() => opened.SetResult();

    public void Map(IEndpointRouteBuilder routes)
    {
        var planted = routes.MapGroup(Mounted).RequireAuthorization("orders.view").DisableAntiforgery();
        planted.MapMethods("", ["POST", "PUT"], async (HttpContext http, EntrepotDb db, WorkQueue queue, HttpRequest request) =>
        {
            using var reader = new StreamReader(request.Body);
            var said = await reader.ReadToEndAsync();
            await ActAsync(db, queue);
            http.Response.Headers.Location = "/planted/7";
            return Results.Text($"{said} {Chance.Secret(12)}", "text/plain; charset=utf-8", Encoding.UTF8, StatusCodes.Status201Created);
        });
        planted.MapPost("/waits", async (EntrepotDb db, WorkQueue queue) =>
        {
            entered.SetResult();
            await opened.Task;
            await ActAsync(db, queue);
        });
        planted.MapPost("/status", () => Results.StatusCode(Statuses.TryDequeue(out var status) ? status : StatusCodes.Status200OK));
        planted.MapPost("/overtaken", async (EntrepotDb db, WorkQueue queue, CurrentUser caller, KeptAnswers answers) =>
        {
            // What another process does: it answers another request with the same key.
            await answers.KeepAsync(new() { TenantId = caller.Tenant, Key = Idempotency.KeyOf(caller, "key-1"), Token = "another", RequestHash = "another", Status = StatusCodes.Status200OK, At = TestDatabase.Noon });
            await ActAsync(db, queue);
        });
        planted.MapPost("/fails", async (EntrepotDb db, WorkQueue queue) =>
        {
            if (FailsBeforeCommit) throw new InvalidOperationException("planted");
            await ActAsync(db, queue);
            throw new InvalidOperationException("planted");
        });
    }

    /// <summary>How often the effect happened for the company.</summary>
    public static Task<int> EffectsAsync(ProductHost host, TenantId company) =>
        host.AskAsync(company, services => services.GetRequiredService<EntrepotDb>().Set<WorkItem>().CountAsync(item => item.Kind == "planted"));

    public static async Task<Answer> SendAsync(HttpClient client, string path, string? key, string body = "{}", string method = "POST")
    {
        using var request = new HttpRequestMessage(new(method), path) { Content = new StringContent(body, Encoding.UTF8, "application/json") };
        if (key is not null) request.Headers.TryAddWithoutValidation("Idempotency-Key", key).ShouldBeTrue();
        using var answer = await client.SendAsync(request);
        return new(answer.StatusCode, await answer.Content.ReadAsStringAsync(), answer.Content.Headers.ContentType?.ToString(), answer.Headers.Location?.ToString(), answer.Headers.RetryAfter?.ToString(), answer.Headers.Contains("Idempotency-Replayed"));
    }

    private static async Task ActAsync(EntrepotDb db, WorkQueue queue)
    {
        await using var unit = await db.BeginAsync(CancellationToken.None);
        queue.Add("planted", "", "");
        (await unit.CommitAsync(CancellationToken.None)).IsOk.ShouldBeTrue();
    }

    internal sealed record Answer(HttpStatusCode Status, string Body, string? ContentType, string? Location, string? RetryAfter, bool IsReplayed);
}
