package dev.flagexporter.runtime.store;

import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

import org.jetbrains.kotlinx.lincheck.Actor;
import org.jetbrains.kotlinx.lincheck.execution.ExecutionScenario;

/**
 * What two threads call at the same time, and one of them before and afterwards. Calls are separated by commas, and a
 * number as argument follows a method's name after a blank.
 *
 * @param before what is called before
 * @param first what the one thread calls
 * @param second what the other one calls at the same time
 * @param after what is called afterwards
 */
record Scenario(String before, String first, String second, String after) {

    /** These calls of the methods of a class. */
    ExecutionScenario callsOf(Class<?> type) {
        return new ExecutionScenario(
                calls(type, before), List.of(calls(type, first), calls(type, second)), calls(type, after), null);
    }

    private static List<Actor> calls(Class<?> type, String text) {
        return Stream.of(text.split(",", -1))
                .map(String::strip)
                .filter(call -> !call.isEmpty())
                .map(call -> call(type, List.of(call.split(" ", -1))))
                .toList();
    }

    private static Actor call(Class<?> type, List<String> words) {
        List<Integer> arguments = words.stream().skip(1).map(Integer::valueOf).toList();
        return new Actor(method(type, words.get(0)), arguments);
    }

    private static Method method(Class<?> type, String name) {
        return Arrays.stream(type.getMethods())
                .filter(method -> method.getName().equals(name))
                .findFirst()
                .orElseThrow();
    }
}
