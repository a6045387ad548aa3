using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Guildhall.Protocol;

namespace Guildhall.Community.Edge;

/// <summary>What a route answers: a status with a JSON body, with ready bytes, or with nothing; or a failure.</summary>
public readonly struct ApiAnswer
{
    private ApiAnswer(int status, ReadOnlyMemory<byte> body, Failure? failure, string contentType = "application/json") =>
        (Status, Body, Failure, ContentType) = (status, body, failure, contentType);

    public int Status { get; }

    /// <summary>UTF-8 JSON; empty for none.</summary>
    public ReadOnlyMemory<byte> Body { get; }

    public Failure? Failure { get; }

    /// <summary>What the body is.</summary>
    public string ContentType { get; }

    /// <summary>204, as the operation answers nothing.</summary>
    public static ApiAnswer NoContent => new(204, default, null);

    public static ApiAnswer Json<T>(T value, JsonTypeInfo<T> json, int status = 200) =>
        new(status, JsonSerializer.SerializeToUtf8Bytes(value, json), null);

    /// <summary>JSON that is encoded already.</summary>
    public static ApiAnswer Bytes(ReadOnlyMemory<byte> body, int status = 200) => new(status, body, null);

    /// <summary>A body that is no JSON.</summary>
    public static ApiAnswer File(ReadOnlyMemory<byte> body, string contentType) => new(200, body, null, contentType);

    /// <summary>The value as JSON, or the failure.</summary>
    public static ApiAnswer Of<T>(Result<T> result, JsonTypeInfo<T> json, int status = 200) =>
        result.IsOk ? Json(result.Value!, json, status) : result.Failure;

    /// <summary>204, or the failure.</summary>
    public static ApiAnswer Of<T>(Result<T> result) => result.IsOk ? NoContent : result.Failure;

    public static implicit operator ApiAnswer(Failure failure) => new(failure.Status, default, failure);
}
